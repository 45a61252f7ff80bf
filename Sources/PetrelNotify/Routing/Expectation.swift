internal import PetrelCloud
internal import PetrelPlugin

/// An event of a subscription that somebody should acknowledge, or else another is told.
struct Expectation: Sendable, Hashable {
    let subscription: String
    let sequence: Int64
    let event: String
    let lane: String
    let began: Timestamp
    let due: Timestamp
    /// What came of it; empty while it waits.
    var outcome = ""

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "event": .string(event), "sequence": .integer(sequence),
            "began": .string(began.text()),
            "state": .string(outcome.isEmpty ? "waiting" : outcome),
        ]
        if outcome.isEmpty { members["due"] = .string(due.text()) }
        return .object(members)
    }
}

/// Somebody has seen an event and acts.
struct Acknowledgement: Sendable, Hashable {
    let event: String
    let user: String
    let account: String
    let domainPath: String
    let role: Int
    let time: Timestamp

    /// Whether it counts for a subscription: whoever may change that may also stop its escalation.
    func counts(for subscription: NotifySubscription) -> Bool {
        Caller(
            user: "", account: account, username: user, accountName: "", domain: "",
            domainPath: domainPath, role: APICommand.Roles(rawValue: role)
        ).rules(subscription)
    }
}
