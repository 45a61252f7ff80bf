/// Members of an object that should hold an event, asked for one by one.
struct EventMembers {
    let members: [String: JSONValue]
    /// What comes before a member's name in messages, such as `actor.`.
    var path = ""

    static let none = EventMembers(members: [:])

    func string(_ name: String) throws(CloudEventError) -> String {
        guard let string = try optionalString(name) else { throw .missing(path + name) }
        return string
    }

    func optionalString(_ name: String) throws(CloudEventError) -> String? {
        try optional(name, expected: "a string", \.string)
    }

    func optionalInteger(_ name: String) throws(CloudEventError) -> Int64? {
        try optional(name, expected: "a whole number", \.integer)
    }

    func optionalObject(_ name: String) throws(CloudEventError) -> [String: JSONValue]? {
        try optional(name, expected: "an object", \.object)
    }

    /// The members of a member; `nil` when it is absent.
    func optionalMembers(_ name: String) throws(CloudEventError) -> EventMembers? {
        try optionalObject(name).map { EventMembers(members: $0, path: path + name + ".") }
    }

    /// A member that names one of a few words.
    func optionalWord<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, as: Word.Type = Word.self
    ) throws(CloudEventError) -> Word? {
        guard let text = try optionalString(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid(path + name, expected: "one of \(words)")
        }
        return word
    }

    func optionalID(_ name: String) throws(CloudEventError) -> EventID? {
        guard let text = try optionalString(name) else { return nil }
        guard let id = EventID(text) else { throw .invalid(path + name, expected: "a UUID") }
        return id
    }

    func time(_ name: String, form: Timestamp.Form) throws(CloudEventError) -> Timestamp {
        guard let time = Timestamp(try string(name), form: form) else {
            throw .invalid(
                path + name, expected: "a time such as \(Timestamp(seconds: 0).text(form))")
        }
        return time
    }

    /// A member that is absent, and not there either when it is `null`.
    private func optional<Value>(
        _ name: String, expected: String, _ value: (JSONValue) -> Value?
    ) throws(CloudEventError) -> Value? {
        guard let member = members[name], member != .null else { return nil }
        guard let value = value(member) else { throw .invalid(path + name, expected: expected) }
        return value
    }
}

extension EventMembers {
    /// The members of a whole text.
    init(_ value: JSONValue) throws(CloudEventError) {
        guard let members = value.object else { throw .invalid("event", expected: "an object") }
        self.init(members: members)
    }
}
