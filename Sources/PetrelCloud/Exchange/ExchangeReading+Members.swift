internal import PetrelStates

extension ExchangeReading {
    func type() throws(CloudEventError) -> EventType {
        EventType(try body.optionalString("event") ?? key.type ?? "")
    }

    func time() throws(CloudEventError) -> Timestamp {
        guard body.members["eventDateTime"] != nil else { return received }
        return try body.time("eventDateTime", form: .exchange)
    }

    func changeOutcome() throws(CloudEventError) -> CloudEvent.Outcome? {
        switch try body.optionalString("status") {
        case ExchangeBody.before: .started
        case ExchangeBody.after: .succeeded
        default: nil
        }
    }

    func actor() throws(CloudEventError) -> CloudEvent.Actor? {
        guard let user = try body.optionalString("user"),
            let account = try body.optionalString("account")
        else { return nil }
        return try CloudEvent.Actor(
            user: user, account: account, userName: body.optionalString("username"),
            accountName: body.optionalString("accountname"))
    }

    /// The resource that the body names, or else the routing key.
    func resource(
        kind kindName: String?, id idName: String?
    ) throws(CloudEventError) -> ResourceReference? {
        let kind = try kindName.flatMap { name throws(CloudEventError) in
            try body.optionalString(name)
        }
        let id = try idName.flatMap { name throws(CloudEventError) in
            try body.optionalString(name)
        }
        let keyKind = key.category == .asyncJob && key.kind == "unknown" ? nil : key.kind
        guard kind ?? id ?? keyKind ?? key.resource != nil else { return nil }
        return ResourceReference(
            ResourceKind(className: kind ?? keyKind ?? ""), id ?? key.resource ?? "")
    }

    /// What is left of the body.
    func rest(without names: Set<String>) -> [String: JSONValue] {
        body.members.filter { !names.contains($0.key) && $0.key != "eventDateTime" }
    }

    /// Texts that are not part of the action itself name the resources it touched.
    func actionAttributes() -> [String: JSONValue] {
        var attributes = rest(without: ExchangeBody.actionMembers)
        let entities = attributes.filter { $0.value.string != nil }
        for name in entities.keys { attributes[name] = nil }
        if !entities.isEmpty { attributes["entities"] = .object(entities) }
        return attributes
    }

    func jobAttributes() -> [String: JSONValue] {
        var attributes = rest(without: [
            "user", "account", "username", "accountname", "status", "instanceUuid", "instanceType",
            "jobId",
        ])
        for name in ["processStatus", "resultCode"] {
            let number = attributes[name]?.string.flatMap { Int64($0) }
            if let number { attributes[name] = .integer(number) }
        }
        // CloudStack's own bodies show passwords as they were given.
        for name in ["cmdInfo", "jobResult"] {
            attributes[name] = attributes[name]?.blankingSecrets()
        }
        return attributes
    }
}
