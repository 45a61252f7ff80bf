internal import PetrelCloud

/// What is known against an address: that its server refused it, or that nothing more may go there.
struct Suppression: Sendable, Hashable {
    let recipient: Recipient
    /// Refusals in a row.
    var bounces: Int64 = 0
    var isSuppressed = false
    var since: Timestamp
    var status: Int64?
    /// Who says so: `server`, `recipient`, or the name of an operator.
    var source: String
    var reason: String

    /// One more no.
    mutating func add(
        _ bounce: DeliveryError.Bounce, _ error: DeliveryError, limit: Int, at now: Timestamp
    ) {
        bounces += 1
        (since, status, reason) = (now, error.status.map(Int64.init), error.reason)
        source = bounce == .unsubscribed ? "recipient" : "server"
        isSuppressed = isSuppressed || bounce != .refused || bounces >= Int64(limit)
    }

    /// For who owns a subscription to it.
    var text: String { "nothing is sent to \(recipient.address) any more: \(reason)" }

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "channel": .string(recipient.channel), "address": .string(recipient.address),
            "bounces": .integer(bounces), "since": .string(since.text()),
            "source": .string(source), "reason": .string(reason),
        ]
        members["status"] = status.map { .integer($0) }
        return .object(members)
    }
}
