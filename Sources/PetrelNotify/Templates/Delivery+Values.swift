internal import PetrelBus
internal import PetrelCloud
internal import PetrelStates

extension Delivery {
    /// What a template can name: the message's own words, `event` for the first event, `events` for all.
    var templateValues: JSONValue {
        let events = events.map(\.templateValues)
        return .object([
            "id": .string(id), "attempt": .integer(Int64(attempt)), "counter": .integer(counter),
            "cursor": .string(cursor), "time": .string(time.text()),
            "sentence": .string(headline), "note": note.map { .string($0) } ?? .null,
            "count": .integer(Int64(events.count)), "more": .bool(events.count > 1),
            "subscription": .object([
                "id": .string(subscription.id), "name": .string(subscription.name),
                "account": .string(subscription.account),
                "accountname": .string(subscription.accountName),
                "domainpath": .string(subscription.domainPath),
            ]),
            "event": events.first ?? .null, "events": .array(events),
        ])
    }
}

extension Delivery {
    /// The delivery in one line, for people.
    var headline: String { events.first?.sentence ?? payload ?? "" }
}

extension CloudEvent {
    /// The event's members as its JSON has them, and besides: `topic`, and `sentence` for people.
    var templateValues: JSONValue {
        let reader = JSONReader(maximumBytes: .max, maximumDepth: JSONReader.deepest)
        var values = (try? reader.read(canonicalBytes))?.object ?? [:]
        values["topic"] = .string(topic.description)
        values["sentence"] = .string(sentence)
        return .object(values)
    }

    /// What happened, in one line.
    var sentence: String {
        if let description, !description.isEmpty { return description }
        let subject = resource.map { "\($0.kind) \($0.id)" } ?? source
        if let oldState, let newState {
            return "\(subject) went from \(oldState) to \(newState)"
        }
        return "\(type.name) \(outcome?.rawValue ?? "") \(subject)".replacing("  ", with: " ")
    }
}
