internal import PetrelCloud

/// One attempt, as it is shown to those who ask what became of their events.
struct AttemptRecord: Sendable, Hashable {
    var id: String
    let subscription: String
    let sequence: Int64
    let event: String
    let type: String
    let counter: Int64
    let attempt: Int64
    let began: Timestamp
    let ended: Timestamp
    let isSuccess: Bool
    var status: Int64?
    var reason: String?
    var excerpt = ""
    /// What was sent to the letter, where the channel tells it.
    var headers: String?
    var payload: String?
}

/// An event that was given up.
struct DeadLetter: Sendable, Hashable {
    let subscription: String
    let sequence: Int64
    var event: String
    var type: String
    let lane: String
    let counter: Int64
    let attempts: Int64
    let time: Timestamp
    let reason: String
}
