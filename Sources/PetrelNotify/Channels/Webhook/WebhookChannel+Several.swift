internal import PetrelCloud

/// Several events in one request.
extension WebhookChannel {
    static func mostEvents(_ reader: inout ChannelSettingsReader, _ form: WebhookForm) -> Int {
        let most = reader.number("batch", default: form == .batched ? 100 : 1)
        if most > 1, !form.takesSeveralEvents {
            reader.note("batch", "the format \(form.rawValue) holds one event; leave it out")
        }
        return most
    }

    /// The receiver takes all of them, or says which it did not take: those of `batchItemFailures` come again, each by
    /// itself.
    func deliverSeveral(
        _ request: OutwardRequest, _ delivery: Delivery, _ sent: SentMessage?
    ) async throws(DeliveryError) -> DeliveryReceipt {
        let answer: OutwardAnswer
        do {
            answer = try await sender.send(request)
        } catch {
            var failure = DeliveryError(error)
            failure.sent = sent
            throw failure
        }
        var receipt = try StatusRules().receipt(
            answer, now: delivery.time.advanced(by: answer.latency), sent: sent)
        receipt.untaken = Self.untaken(answer.body)
        return receipt
    }

    private static func untaken(_ body: [UInt8]) -> Set<String> {
        guard let answer = try? JSONReader().read(body) else { return [] }
        let items = answer["batchItemFailures"]?.array ?? []
        return Set(items.compactMap { $0["itemIdentifier"]?.string })
    }
}
