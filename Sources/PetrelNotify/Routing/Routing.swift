internal import PetrelCloud

/// When somebody is told: how severe it has to be, which hours are quiet, and who is next when nobody acts.
struct Routing: Sendable, Hashable {
    /// Less severe events are none of the subscription's.
    var level: CloudEvent.Level?
    var quiet: QuietHours?
    /// Everything of so many minutes goes out as one message.
    var digest: Int?
    var escalation: EscalationRule?
    /// It gets only what others escalate to it.
    var isStandby = false

    func takes(_ event: CloudEvent) -> Bool {
        !isStandby && level.map { event.level.severity >= $0.severity } ?? true
    }

    /// Whether an event is told at any hour.
    func isUrgent(_ event: CloudEvent) -> Bool { quiet?.passes(event) ?? false }

    /// What keeps order: urgent events overtake those that wait for the morning.
    func lane(of told: Told) -> String {
        isUrgent(told.event) ? "\(told.lane)#urgent" : told.lane
    }
}

/// Who is told next when nobody has acknowledged.
struct EscalationRule: Sendable, Hashable {
    /// The subscription that gets the event then.
    var to: String
    /// After so many minutes.
    var after: Int
    /// Only of events that are so severe.
    var level = CloudEvent.Level.warning
}

extension Routing {
    /// As it was written; `nil` where nothing was said.
    var json: JSONValue? {
        var members: [String: JSONValue] = [:]
        members["level"] = level.map { .string($0.rawValue) }
        members["quiet"] = quiet?.json
        members["digest"] = digest.map { .integer(Int64($0)) }
        members["escalate"] = escalation.map { rule in
            [
                "to": .string(rule.to), "after": .integer(Int64(rule.after)),
                "level": .string(rule.level.rawValue),
            ]
        }
        if isStandby { members["standby"] = true }
        return members.isEmpty ? nil : .object(members)
    }
}
