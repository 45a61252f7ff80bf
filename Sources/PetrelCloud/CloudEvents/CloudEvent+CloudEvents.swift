internal import PetrelBus
internal import PetrelStates

extension CloudEvent {
    /// The content type of one event in structured mode.
    public static let cloudEventsContentType = "application/cloudevents+json"

    /// The event as CloudEvents 1.0 in structured JSON.
    ///
    /// `type` is the event's own dotted name, the word that filters, lists and the catalogue use,
    /// so that nobody has to strip a prefix. `subject` is `kind/id`. Attributes say what receivers
    /// route by: `category`, `topic`, `sequence` (19 digits, so that texts sort as numbers do),
    /// `resourceversion`, `oldstate`, `trigger`, `newstate`, `outcome`, `actor` (the user),
    /// `owner` (the account), `domainpath`, `cause` (the event it follows from), `hash` and
    /// `previoushash`. All are texts, because CloudEvents allows numbers of 32 bits only, and
    /// absent where they do not apply. `data` has the rest.
    public func cloudEventsJSON(seal: EventSeal? = nil) -> [UInt8] {
        var json = JSONWriter(capacity: 1_024)
        writeCloudEvent(to: &json, seal: seal)
        return json.bytes
    }

    /// Writes the event as one CloudEvent, for those who send several.
    ///
    /// - Parameter extensions: Attributes besides the event's own, for what belongs to the sending.
    public func writeCloudEvent(
        to json: inout JSONWriter, seal: EventSeal? = nil,
        extensions: [(name: String, value: String)] = []
    ) {
        json.object { json in
            json.member("specversion", "1.0")
            json.member("id", id.description)
            json.member("source", URIText.encoded(source))
            json.member("type", type.name)
            json.member("subject", subject)
            json.member("time", time.text())
            json.member("datacontenttype", "application/json")
            writeExtensions(to: &json)
            json.member("hash", seal?.hash)
            json.member("previoushash", seal?.previousHash)
            for (name, value) in extensions { json.member(name, value) }
            json.member("data", writeData)
        }
    }

    private var subject: String? {
        resource.map { "\(URIText.encoded($0.kind))/\(URIText.encoded($0.id))" }
    }

    private func writeExtensions(to json: inout JSONWriter) {
        json.member("category", category.rawValue)
        json.member("topic", topic.description)
        json.member("sequence", sequence.map(SequenceText.text))
        json.member("resourceversion", resourceVersion?.description)
        json.member("oldstate", oldState)
        json.member("trigger", trigger)
        json.member("newstate", newState)
        json.member("outcome", outcome?.rawValue)
        json.member("actor", actor?.user)
        json.member("owner", owner?.account)
        json.member("domainpath", domainPath)
        json.member("cause", cause?.event?.description)
    }

    private func writeData(to json: inout JSONWriter) {
        json.object { json in
            if let cause { json.member("cause", cause.write) }
            if let actor { json.member("actor", actor.write) }
            if let owner { json.member("owner", owner.write) }
            json.member("zone", zone)
            json.member("level", level.rawValue)
            json.member("description", description)
            if !attributes.isEmpty { json.member("attributes", .object(attributes)) }
        }
    }
}
