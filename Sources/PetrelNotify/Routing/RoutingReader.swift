internal import PetrelCloud
internal import PetrelPlugin

/// Reads what a subscription says about routing; every mistake is told with its place.
struct RoutingReader {
    private let object: [String: JSONValue]
    private let place: String
    private(set) var mistakes: [String] = []

    private init(_ object: [String: JSONValue], _ place: String, knows names: [String]) {
        self.object = object
        self.place = place
        for name in object.keys.sorted() where !names.contains(name) {
            let nearest = Spelling.nearest(to: name, among: names)
            note(
                String(name.prefix(64)),
                nearest.map { "unknown; did you mean \($0)?" }
                    ?? "unknown; there are \(names.joined(separator: ", "))")
        }
    }

    /// - Parameter reachesPerson: Whether the channel can send several events as one message.
    static func routing(
        _ json: JSONValue?, reachesPerson: Bool, mistakes: inout [String]
    ) -> Routing {
        var routing = Routing()
        guard let json, json != .null else { return routing }
        guard let object = json.object else {
            mistakes.append("routing: an object with level, quiet, digest, escalate or standby")
            return routing
        }
        var reader = RoutingReader(
            object, "routing", knows: ["level", "quiet", "digest", "escalate", "standby"])
        routing.level = reader.level("level")
        routing.digest = reader.number("digest", 1...1_440, "minutes")
        routing.isStandby = reader.boolean("standby") ?? false
        routing.quiet = reader.quiet(reachesPerson)
        routing.escalation = reader.escalation()
        if routing.digest != nil, !reachesPerson {
            reader.note("digest", "only for channels that reach people: email and sms")
        }
        mistakes += reader.mistakes
        return routing
    }

    private mutating func quiet(_ reachesPerson: Bool) -> QuietHours? {
        guard
            var reader = section("quiet", knows: ["from", "to", "zone", "then", "except"])
        else { return nil }
        let (from, to) = (reader.clock("from"), reader.clock("to"))
        let zone = reader.text("zone", "a time zone such as Europe/Berlin", isRequired: true) {
            QuietHours.isZone($0) ? $0 : nil
        }
        let then = reader.text("then", "later or digest") { QuietHours.Then(rawValue: $0) }
        let except = reader.level("except")
        if let from, from == to { reader.note("to", "another time than from") }
        if then == .digest, !reachesPerson {
            reader.note("then", "digest is only for channels that reach people: email and sms")
        }
        mistakes += reader.mistakes
        guard let from, let to, let zone, reader.mistakes.isEmpty else { return nil }
        return QuietHours(
            from: from, to: to, zone: zone, then: then ?? (reachesPerson ? .digest : .later),
            except: except)
    }

    private mutating func escalation() -> EscalationRule? {
        guard var reader = section("escalate", knows: ["to", "after", "level"]) else { return nil }
        let to = reader.text("to", "the id of another subscription", isRequired: true) {
            $0.lowercased()
        }
        let after = reader.number("after", 1...10_080, "minutes", isRequired: true)
        let level = reader.level("level")
        mistakes += reader.mistakes
        guard let to, let after else { return nil }
        return EscalationRule(to: to, after: after, level: level ?? .warning)
    }
}

/// Values of one kind each.
extension RoutingReader {
    mutating func note(_ name: String, _ remedy: String) {
        mistakes.append("\(place).\(name): \(remedy)")
    }

    private mutating func value<Value>(
        _ name: String, _ expected: String, isRequired: Bool = false, _ read: (JSONValue) -> Value?
    ) -> Value? {
        guard let found = object[name], found != .null else {
            if isRequired { note(name, "missing; it is \(expected)") }
            return nil
        }
        if let value = read(found) { return value }
        note(name, expected)
        return nil
    }

    private mutating func section(_ name: String, knows names: [String]) -> RoutingReader? {
        let expected = "an object with \(names.joined(separator: ", "))"
        let object = value(name, expected) { $0.object }
        return object.map { RoutingReader($0, "\(place).\(name)", knows: names) }
    }

    private mutating func text<Value>(
        _ name: String, _ expected: String, isRequired: Bool = false, _ read: (String) -> Value?
    ) -> Value? {
        value(name, expected, isRequired: isRequired) { $0.string.flatMap(read) }
    }

    private mutating func clock(_ name: String) -> Int? {
        text(name, "a time such as 22:30", isRequired: true, QuietHours.minutes)
    }

    private mutating func level(_ name: String) -> CloudEvent.Level? {
        text(name, "INFO, WARN or ERROR") { CloudEvent.Level(rawValue: $0.uppercased()) }
    }

    private mutating func boolean(_ name: String) -> Bool? {
        value(name, "true or false") { $0.bool }
    }

    private mutating func number(
        _ name: String, _ range: ClosedRange<Int>, _ unit: String, isRequired: Bool = false
    ) -> Int? {
        value(
            name, "a whole number of \(unit) from \(range.lowerBound) to \(range.upperBound)",
            isRequired: isRequired
        ) { $0.integer.flatMap { Int(exactly: $0) }.flatMap { range.contains($0) ? $0 : nil } }
    }
}
