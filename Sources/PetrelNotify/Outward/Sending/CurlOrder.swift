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

    /// Who is reached, as a number: the same for all that can go over one connection.
    var receiver: Int {
        switch work {
        case .request(let request): request.url.host.hashValue
        case .mail(let mail): mail.server.host.hashValue
        }
    }

    func fail(_ kind: OutwardFailure.Kind) {
        done(.failure(OutwardFailure(kind, latency: ContinuousClock.now - begin)))
    }
}
