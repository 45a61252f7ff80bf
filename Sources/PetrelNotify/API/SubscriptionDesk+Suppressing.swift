internal import PetrelCloud
internal import PetrelPlugin
internal import Synchronization

/// The list of addresses to which nothing goes, for operators.
extension SubscriptionDesk {
    /// In the order of channels and addresses.
    func suppressions(channel: String?, address: String?) -> [Suppression] {
        let all = courier.suppressions.withLock { Array($0.values) }
        return all.filter { one in
            one.isSuppressed && (channel.map { $0 == one.recipient.channel } ?? true)
                && (address.map { $0.lowercased() == one.recipient.address } ?? true)
        }.sorted {
            ($0.recipient.channel, $0.recipient.address)
                < ($1.recipient.channel, $1.recipient.address)
        }
    }

    func suppress(
        _ channel: String?, _ address: String?, _ reason: String?, by caller: Caller
    ) async throws -> Suppression {
        var mistakes: [String] = []
        let kind = courier.shop.kind(channel ?? "")
        if !(kind is any PersonalChannel.Type) {
            let all = courier.shop.kinds.filter { $0 is any PersonalChannel.Type }
                .map { $0.kind.rawValue }.joined(separator: " or ")
            mistakes.append("channel: \(all)")
        } else {
            do {
                _ = try courier.shop.make(channel ?? "", ["to": .string(address ?? "")])
            } catch {
                mistakes += error.mistakes.prefix(1).map { "address: \($0.remedy)" }
            }
        }
        if reason?.utf8.count ?? 0 > 1_000 { mistakes.append("reason: at most 1000 bytes") }
        guard mistakes.isEmpty else { throw Self.refusal(mistakes) }
        let one = Suppression(
            recipient: Recipient(channel: channel ?? "", address: address ?? ""),
            isSuppressed: true, since: now, source: caller.username,
            reason: reason ?? "an operator stopped it")
        try await courier.suppressed.write(one)
        courier.suppressions.withLock { $0[one.recipient] = one }
        return one
    }

    /// Messages may go there again; subscriptions that were disabled for it stay so until they are resumed.
    func lift(_ channel: String, _ address: String) async throws {
        let recipient = Recipient(channel: channel, address: address)
        guard courier.suppression(of: recipient) != nil else {
            throw APIError.notFound("suppressed address", "\(channel) \(address)")
        }
        try await courier.suppressed.delete(recipient)
        courier.suppressions.withLock { $0[recipient] = nil }
    }
}
