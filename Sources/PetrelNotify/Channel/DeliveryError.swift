/// An attempt that did not arrive.
///
/// Nothing in it tells a secret, nor the address of a machine that the receiver's owner could not see himself.
public struct DeliveryError: Error, Sendable, Hashable {
    public enum Verdict: String, Sendable, Hashable, CaseIterable {
        /// May arrive later.
        case retry
        /// This delivery will never be taken; others may be.
        case refused
        /// The receiver asks for a pause; see ``DeliveryError/retryAfter``.
        case throttled
        /// The receiver wants nothing more, ever.
        case endpointGone
    }

    /// What a no says about the address itself, of a channel that reaches people.
    public enum Bounce: String, Sendable, Hashable, CaseIterable {
        /// There is no such address.
        case noSuchAddress
        /// Its server does not take it, for a reason that may pass.
        case refused
        /// The person wants nothing more from this sender.
        case unsubscribed
    }

    public var verdict: Verdict
    /// One sentence for the subscription's owner.
    public var reason: String
    public var status: Int?
    /// How long the receiver asked to be left alone, at most a day.
    public var retryAfter: Duration?
    /// The beginning of the answer, at most 1 KiB of text.
    public var excerpt: String
    public var latency: Duration
    /// What was sent, where the channel can show it.
    public var sent: SentMessage?
    public var bounce: Bounce?

    public init(
        _ verdict: Verdict, _ reason: String, status: Int? = nil, retryAfter: Duration? = nil,
        excerpt: String = "", latency: Duration = .zero, sent: SentMessage? = nil
    ) {
        self.verdict = verdict
        self.reason = reason
        self.status = status
        self.retryAfter = retryAfter
        self.excerpt = excerpt
        self.latency = latency
        self.sent = sent
    }
}

extension DeliveryError: CustomStringConvertible {
    public var description: String {
        "\(reason)\(status.map { " (\($0))" } ?? ""): \(verdict.rawValue)"
    }
}
