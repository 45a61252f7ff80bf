internal import PetrelCloud

extension DeliveryError {
    /// An attempt that nothing came back from. All but what the mail server itself refused may arrive later.
    init(_ failure: OutwardFailure) {
        self.init(.retry, failure.description, latency: failure.latency)
        switch failure.kind {
        case .said(let status):
            self.status = status
            if status >= 500 { verdict = .refused }
        case .refusedRecipient(let status):
            self.status = status
            (verdict, bounce) = (.refused, .refused)
        case .noMailbox(let status):
            self.status = status
            (verdict, bounce) = (.endpointGone, .noSuchAddress)
        default: break
        }
    }
}

extension OutwardSender {
    /// Sends and judges.
    func deliver(
        _ request: OutwardRequest, _ rules: StatusRules, _ delivery: Delivery,
        sent: SentMessage? = nil
    ) async throws(DeliveryError) -> DeliveryReceipt {
        let answer: OutwardAnswer
        do {
            answer = try await send(request)
        } catch {
            var failure = DeliveryError(error)
            failure.sent = sent
            throw failure
        }
        // The attempt's own clock, so that dates are judged as the caller sees time.
        return try rules.receipt(
            answer, now: delivery.time.advanced(by: answer.latency), sent: sent)
    }
}
