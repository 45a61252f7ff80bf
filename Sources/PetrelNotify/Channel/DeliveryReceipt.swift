/// What a receiver answered to a delivery that arrived.
public struct DeliveryReceipt: Sendable, Hashable {
    /// The number the receiver's protocol knows: 204 of HTTP, 250 of a mail server, a program's exit code.
    public let status: Int?
    /// The beginning of the answer, at most 1 KiB of text.
    public let excerpt: String
    public let latency: Duration
    /// What was sent, where the channel can show it.
    public let sent: SentMessage?
    /// Events of several that the receiver did not take, by their message ids: these come again.
    public var untaken: Set<String> = []

    public init(status: Int?, excerpt: String, latency: Duration, sent: SentMessage? = nil) {
        self.status = status
        self.excerpt = excerpt
        self.latency = latency
        self.sent = sent
    }
}
