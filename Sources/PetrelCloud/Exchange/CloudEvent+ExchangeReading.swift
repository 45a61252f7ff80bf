extension CloudEvent {
    /// Reads a message from CloudStack's exchange, whoever sent it.
    ///
    /// An extended body gives the whole event. A plain one says neither id nor, for jobs, the time;
    /// `id` and `received` stand in for them. Members of a plain body that have no place in an event
    /// become ``attributes``, so that nothing is lost but secrets, which are blanked.
    public init(
        exchange message: ExchangeMessage, id: EventID = .next(), received: Timestamp = .now,
        reader: JSONReader = JSONReader()
    ) throws(CloudEventError) {
        let json = try JSONValue(event: message.body, reader: reader)
        if let whole = json["petrel"] {
            try self.init(json: whole)
        } else {
            let reading = try ExchangeReading(
                key: RoutingKey(message.routingKey), body: EventMembers(json), id: id,
                received: received)
            self = try reading.event()
        }
    }
}

/// The words of a routing key; those that are missing are `nil`.
private struct RoutingKey {
    let source: String?
    let category: EventCategory
    let type: String?
    let kind: String?
    let resource: String?

    init(_ text: String) throws(CloudEventError) {
        // Split by bytes: to Swift, a dot with an accent on it is another character.
        let words = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .map { $0.isEmpty || $0.elementsEqual("*".utf8) ? nil : String(Substring($0)) }
        guard words.count == 5 else { throw .invalid("routing key", expected: "five words") }
        guard let category = words[1].flatMap(EventCategory.init) else {
            throw .invalid("routing key", expected: "a category as its second word")
        }
        self.category = category
        (source, type, kind, resource) = (words[0], words[2], words[3], words[4])
    }
}

/// A plain body on its way to become an event.
private struct ExchangeReading {
    let key: RoutingKey
    let body: EventMembers
    let id: EventID
    let received: Timestamp

    func event() throws(CloudEventError) -> CloudEvent {
        switch key.category {
        case .action: try action()
        case .resourceState: try stateChange()
        case .alert: try alert()
        case .usage: try usage()
        case .asyncJob: try job()
        }
    }

    private func action() throws(CloudEventError) -> CloudEvent {
        let actor = try actor()
        let account = try body.optionalString("account")
        let project = try body.optionalString("project")
        let hasOwner = actor == nil || project != nil
        return try CloudEvent(
            id: id, category: .action, type: type(), source: key.source ?? "",
            resource: resource(kind: "entity", id: "entityuuid"),
            outcome: body.optionalString("status").flatMap(CloudEvent.Outcome.init(status:)),
            actor: actor,
            owner: account.flatMap { hasOwner ? .init(account: $0, project: project) : nil },
            time: time(), description: body.optionalString("description"),
            attributes: actionAttributes())
    }

    private func stateChange() throws(CloudEventError) -> CloudEvent {
        try CloudEvent(
            id: id, category: .resourceState, type: EventType(key.type ?? ""),
            source: key.source ?? "", resource: resource(kind: "resource", id: "id"),
            oldState: body.optionalString("old-state"), trigger: key.type,
            newState: body.optionalString("new-state"), outcome: changeOutcome(), time: time(),
            attributes: rest(without: ["resource", "id", "old-state", "new-state", "status"]))
    }

    private func alert() throws(CloudEventError) -> CloudEvent {
        try CloudEvent(
            id: id, category: .alert, type: type(), source: key.source ?? "",
            resource: resource(kind: nil, id: nil), zone: body.optionalString("dataCenterId"),
            time: time(), level: .warning, description: body.optionalString("subject"),
            attributes: rest(without: ["event", "dataCenterId", "subject"]))
    }

    private func usage() throws(CloudEventError) -> CloudEvent {
        try CloudEvent(
            id: id, category: .usage, type: type(), source: key.source ?? "",
            resource: resource(kind: "resource", id: "id"),
            owner: body.optionalString("account").map { .init(account: $0) },
            zone: body.optionalString("zone"), time: time(),
            attributes: rest(without: ["account", "zone", "event", "resource", "id"]))
    }

    private func job() throws(CloudEventError) -> CloudEvent {
        let status = try body.optionalString("status")
        let outcome = status.flatMap { CloudEvent.Outcome(jobStatus: $0, step: key.type ?? "") }
        return try CloudEvent(
            id: id, category: .asyncJob, type: EventType(key.type ?? ""), source: key.source ?? "",
            resource: resource(kind: "instanceType", id: "instanceUuid"), outcome: outcome,
            cause: body.optionalString("jobId").map { .init(job: $0) }, actor: actor(),
            time: received, level: outcome == .failed ? .error : .info, attributes: jobAttributes())
    }
}

extension ExchangeReading {
    private func type() throws(CloudEventError) -> EventType {
        EventType(try body.optionalString("event") ?? key.type ?? "")
    }

    private func time() throws(CloudEventError) -> Timestamp {
        guard body.members["eventDateTime"] != nil else { return received }
        return try body.time("eventDateTime", form: .exchange)
    }

    private func changeOutcome() throws(CloudEventError) -> CloudEvent.Outcome? {
        switch try body.optionalString("status") {
        case ExchangeBody.before: .started
        case ExchangeBody.after: .succeeded
        default: nil
        }
    }

    private func actor() throws(CloudEventError) -> CloudEvent.Actor? {
        guard let user = try body.optionalString("user"),
            let account = try body.optionalString("account")
        else { return nil }
        return try CloudEvent.Actor(
            user: user, account: account, userName: body.optionalString("username"),
            accountName: body.optionalString("accountname"))
    }

    /// The resource that the body names, or else the routing key.
    private func resource(
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
    private func rest(without names: Set<String>) -> [String: JSONValue] {
        body.members.filter { !names.contains($0.key) && $0.key != "eventDateTime" }
    }

    /// Texts that are not part of the action itself name the resources it touched.
    private func actionAttributes() -> [String: JSONValue] {
        var attributes = rest(without: ExchangeBody.actionMembers)
        let entities = attributes.filter { $0.value.string != nil }
        for name in entities.keys { attributes[name] = nil }
        if !entities.isEmpty { attributes["entities"] = .object(entities) }
        return attributes
    }

    private func jobAttributes() -> [String: JSONValue] {
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
