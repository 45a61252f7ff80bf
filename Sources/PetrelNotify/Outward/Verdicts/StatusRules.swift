internal import PetrelCloud

/// What a receiver's status means. 2xx is arrived; a redirect is a failure, since it is not followed.
struct StatusRules: Sendable {
    /// Statuses after which the same message would only be refused again.
    var refused: Set<Int> = [413]
    /// Statuses after which nothing more is sent.
    var gone: Set<Int> = [410]

    func receipt(
        _ answer: OutwardAnswer, now: Timestamp, sent: SentMessage? = nil
    ) throws(DeliveryError) -> DeliveryReceipt {
        if (200..<300).contains(answer.status) {
            return DeliveryReceipt(
                status: answer.status, excerpt: answer.excerpt, latency: answer.latency,
                sent: sent)
        }
        let (verdict, reason) = judge(answer.status)
        let pause =
            [429, 503].contains(answer.status)
            ? RetryAfter.duration(answer.header("retry-after"), now: now) : nil
        throw DeliveryError(
            verdict == .retry && pause != nil ? .throttled : verdict, reason, status: answer.status,
            retryAfter: pause, excerpt: answer.excerpt, latency: answer.latency, sent: sent)
    }

    private func judge(_ status: Int) -> (DeliveryError.Verdict, String) {
        if gone.contains(status) { return (.endpointGone, "the receiver says it is gone") }
        if refused.contains(status) { return (.refused, "the receiver refuses this message") }
        return switch status {
        case 300..<400: (.retry, "the receiver answered with a redirect, which is not followed")
        case 429: (.throttled, "the receiver asks for fewer messages")
        case 400..<500: (.retry, "the receiver did not accept the message")
        default: (.retry, "the receiver could not take the message")
        }
    }
}
