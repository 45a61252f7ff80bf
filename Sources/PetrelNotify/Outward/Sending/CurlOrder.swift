/// What the sender's thread is asked to carry out.
struct CurlOrder: Sendable {
    enum Work: Sendable {
        case request(OutwardRequest)
        case mail(OutwardMail)
    }

    let id: UInt64
    let work: Work
    let addressGuard: AddressGuard?
    let pins: [String: InternetAddress]
    let begin: ContinuousClock.Instant
    /// Called once, on the sender's thread.
    let done: @Sendable (Result<OutwardAnswer, OutwardFailure>) -> Void

    func fail(_ kind: OutwardFailure.Kind) {
        done(.failure(OutwardFailure(kind, latency: ContinuousClock.now - begin)))
    }
}
