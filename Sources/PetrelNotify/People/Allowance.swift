internal import PetrelCloud

/// How many messages somebody may still get: so many in any hour, whichever hour one looks at.
struct Allowance: Sendable {
    static let window: Duration = .seconds(3_600)

    /// What went there in the last hour, oldest first.
    private(set) var sent: [(id: String, at: Timestamp)] = []

    var isEmpty: Bool { sent.isEmpty }

    /// Takes one out for a message, if there is one.
    mutating func take(_ id: String, limit: Int, at now: Timestamp) -> Bool {
        forget(at: now)
        guard sent.count < limit else { return false }
        sent.append((id, now))
        return true
    }

    /// The message certainly did not go there.
    mutating func giveBack(_ id: String) { sent.removeAll { $0.id == id } }

    /// When the next message may go.
    func opens(limit: Int, at now: Timestamp) -> Timestamp {
        guard sent.count >= limit else { return now }
        return max(now, sent[sent.count - limit].at.advanced(by: Self.window))
    }

    mutating func restore(_ id: String, at time: Timestamp) { sent.append((id, time)) }

    mutating func forget(at now: Timestamp) {
        let first = sent.firstIndex { $0.at.advanced(by: Self.window) > now } ?? sent.count
        sent.removeFirst(first)
    }
}
