public import PetrelCloud

/// A channel whose receiver is a person, at an address that could be anybody's.
///
/// To such an address nothing goes but one question, until the person has said yes; no more than so many messages go
/// there in an hour, whoever sends them; and one that does not exist is left alone.
public protocol PersonalChannel: Channel {
    /// Whom it reaches, as `ops@example.com`.
    var recipient: String { get }

    /// Sends a message of the server's own. What is promised of ``Channel/deliver(_:)`` holds for it, too.
    func write(_ letter: Letter) async throws(DeliveryError) -> DeliveryReceipt
}

/// A message of the server's own words: a question, or a digest.
public struct Letter: Sendable, Hashable {
    /// Its name, the same at every attempt and without dots.
    public let id: String
    public let attempt: Int
    public let subscription: DeliverySubscription
    public let subject: String
    public let text: String
    public let html: String?
    /// The same for a phone, in a line.
    public let short: String
    /// The ledger's cursor after what it tells of.
    public let cursor: String
    /// Whether it says how to get no more. A question does not: without an answer nothing follows it.
    public let canBeEnded: Bool
    public let time: Timestamp

    public init(
        id: String, attempt: Int, subscription: DeliverySubscription, subject: String, text: String,
        html: String? = nil, short: String, cursor: String, canBeEnded: Bool, time: Timestamp
    ) {
        self.id = id
        self.attempt = attempt
        self.subscription = subscription
        self.subject = subject
        self.text = text
        self.html = html
        self.short = short
        self.cursor = cursor
        self.canBeEnded = canBeEnded
        self.time = time
    }
}
