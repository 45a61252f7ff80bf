internal import PetrelStates

extension CloudEvent {
    /// Reads what ``cloudEventsJSON(seal:)`` gives, and the seal with it when there is one.
    ///
    /// A CloudEvent of somebody else is refused when its id is no UUID or it has no category.
    public static func reading(
        cloudEvents bytes: some Collection<UInt8>, reader: JSONReader = JSONReader()
    ) throws(CloudEventError) -> (event: CloudEvent, seal: EventSeal?) {
        let envelope = try EventMembers(JSONValue(event: bytes, reader: reader))
        let seal = try envelope.optionalString("hash").map { hash throws(CloudEventError) in
            EventSeal(hash: hash, previousHash: try envelope.optionalString("previoushash"))
        }
        return (try CloudEvent(envelope: envelope), seal)
    }

    private init(envelope: EventMembers) throws(CloudEventError) {
        guard try envelope.string("specversion") == "1.0" else {
            throw .invalid("specversion", expected: "1.0")
        }
        guard let id = try envelope.optionalID("id") else { throw .missing("id") }
        guard let category: EventCategory = try envelope.optionalWord("category") else {
            throw .missing("category")
        }
        let data = try envelope.optionalMembers("data") ?? .none
        try self.init(
            id: id, sequence: envelope.number("sequence"), category: category,
            type: EventType(envelope.string("type")),
            source: envelope.source(), resource: envelope.subject(),
            resourceVersion: envelope.number("resourceversion"),
            oldState: envelope.optionalString("oldstate"),
            trigger: envelope.optionalString("trigger"),
            newState: envelope.optionalString("newstate"),
            outcome: envelope.optionalWord("outcome"),
            cause: data.optionalMembers("cause").map(Cause.init(members:)),
            actor: data.optionalMembers("actor").map(Actor.init(members:)),
            owner: data.optionalMembers("owner").map(Owner.init(members:)),
            domainPath: envelope.optionalString("domainpath"), zone: data.optionalString("zone"),
            time: envelope.time("time", form: .rfc3339), level: data.optionalWord("level") ?? .info,
            description: data.optionalString("description"),
            attributes: data.optionalObject("attributes") ?? [:])
    }
}

extension EventMembers {
    /// A whole number that travels as text.
    fileprivate func number(_ name: String) throws(CloudEventError) -> Int64? {
        guard let text = try optionalString(name) else { return nil }
        guard let number = Int64(text) else {
            throw .invalid(path + name, expected: "the digits of a whole number")
        }
        return number
    }

    fileprivate func source() throws(CloudEventError) -> String {
        guard let source = URIText.decoded(try string("source")) else {
            throw .invalid("source", expected: "a URI")
        }
        return source
    }

    fileprivate func subject() throws(CloudEventError) -> ResourceReference? {
        guard let text = try optionalString("subject") else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 2, let kind = URIText.decoded(Substring(parts[0])),
            let id = URIText.decoded(Substring(parts[1]))
        else { throw .invalid("subject", expected: "kind/id") }
        return ResourceReference(ResourceKind(kind), id)
    }
}
