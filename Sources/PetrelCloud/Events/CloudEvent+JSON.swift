internal import PetrelStates

extension CloudEvent {
    /// The bytes that stand for this event, the same everywhere and for ever: what a hash of the
    /// event is taken of.
    ///
    /// They are JSON in UTF-8 without blanks. Members come in the order of
    /// the declaration, those of `attributes` and of objects inside it in the order of their names'
    /// bytes. Absent fields are left out; `source`, `level` and `time` never are. Times are RFC 3339
    /// in UTC with nine digits, ids are in lower case, numbers are written as ``JSONWriter`` writes
    /// them, and only quotes, backslashes and control characters are escaped.
    ///
    /// ``init(canonicalBytes:reader:)`` gives the event back. Numbers that JSON does not know, such as
    /// infinity, come back as `null`.
    public var canonicalBytes: [UInt8] {
        var json = JSONWriter(capacity: 768)
        write(to: &json)
        return json.bytes
    }

    /// Writes the event as one object.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id.description)
            json.member("sequence", sequence)
            json.member("category", category.rawValue)
            json.member("type", type.name)
            json.member("source", source)
            if let resource { json.member("resource", resource.write) }
            json.member("resourceVersion", resourceVersion)
            json.member("oldState", oldState)
            json.member("trigger", trigger)
            json.member("newState", newState)
            json.member("outcome", outcome?.rawValue)
            if let cause { json.member("cause", cause.write) }
            if let actor { json.member("actor", actor.write) }
            if let owner { json.member("owner", owner.write) }
            json.member("domainPath", domainPath)
            json.member("zone", zone)
            json.member("time", time.text())
            json.member("level", level.rawValue)
            json.member("description", description)
            if !attributes.isEmpty { json.member("attributes", .object(attributes)) }
        }
    }

    /// Reads what ``canonicalBytes`` gives, with members in any order. Members it does not know
    /// are passed over.
    public init(
        canonicalBytes bytes: some Collection<UInt8>, reader: JSONReader = JSONReader()
    ) throws(CloudEventError) {
        try self.init(json: JSONValue(event: bytes, reader: reader))
    }

    /// Reads an event from an object as ``write(to:)`` writes it.
    public init(json: JSONValue) throws(CloudEventError) {
        let event = try EventMembers(json)
        guard let id = try event.optionalID("id") else { throw .missing("id") }
        guard let category: EventCategory = try event.optionalWord("category") else {
            throw .missing("category")
        }
        try self.init(
            id: id, sequence: event.optionalInteger("sequence"), category: category,
            type: EventType(event.string("type")), source: event.string("source"),
            resource: event.optionalMembers("resource").map(ResourceReference.init(members:)),
            resourceVersion: event.optionalInteger("resourceVersion"),
            oldState: event.optionalString("oldState"), trigger: event.optionalString("trigger"),
            newState: event.optionalString("newState"), outcome: event.optionalWord("outcome"),
            cause: event.optionalMembers("cause").map(Cause.init(members:)),
            actor: event.optionalMembers("actor").map(Actor.init(members:)),
            owner: event.optionalMembers("owner").map(Owner.init(members:)),
            domainPath: event.optionalString("domainPath"), zone: event.optionalString("zone"),
            time: event.time("time", form: .rfc3339), level: event.optionalWord("level") ?? .info,
            description: event.optionalString("description"),
            attributes: event.optionalObject("attributes") ?? [:])
    }
}

extension JSONValue {
    /// The JSON that should hold an event.
    init(event bytes: some Collection<UInt8>, reader: JSONReader) throws(CloudEventError) {
        do {
            self = try reader.read(bytes)
        } catch {
            throw .json(error)
        }
    }
}
