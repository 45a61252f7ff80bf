internal import PetrelCloud
internal import PetrelPlugin

/// The keys that a subscription's messages are signed with: shown to whoever verifies, and changed with overlap.
extension SubscriptionDesk {
    /// The longest time for which an old key signs beside a new one.
    static let longestOverlap: Duration = .seconds(86_400)

    /// A new key of the same kind as the one before, or of the kind that is asked for.
    enum KeyKind: String, CaseIterable {
        case hmac
        case ed25519
    }

    /// Public halves of the keys that sign now, as a JSON Web Key Set (RFC 7517). Whoever asks may know them.
    func webKeys(_ id: String) async throws -> JSONValue {
        guard let found = try await table.subscription(id.lowercased()) else {
            throw APIError.notFound("subscription", id)
        }
        let keys = try? courier.shop.make(found.channel, found.settings).signingKeys
        let good = (keys ?? []).filter { $0.until.map { $0 >= now } ?? true }
        return ["keys": .array(good.compactMap(\.webKey))]
    }

    /// Signs with a new key from now on. The old one signs beside it for a while, so that receivers can change.
    ///
    /// A new shared key is in the answer and is not told again. Of a pair the answer has the public half, and the private
    /// one never leaves the server.
    func rotate(
        _ id: String, _ kind: KeyKind?, overlap: Duration, for caller: Caller
    ) async throws -> JSONValue {
        var subscription = try await find(id, for: caller)
        guard (.zero...Self.longestOverlap).contains(overlap) else {
            throw APIError.invalid("overlap: seconds, from 0 to 86400")
        }
        guard let channel = courier.shop.kind(subscription.channel),
            channel.settings.contains(where: { $0.name == "secrets" }),
            subscription.settings["format"] != "cloudstack"
        else {
            throw APIError.invalid(
                "its messages are not signed by Standard Webhooks, so there is no such key")
        }
        let old = subscription.settings["secret"]?.string
        let isPair = kind.map { $0 == .ed25519 } ?? (old?.hasPrefix("whsk_") ?? false)
        let new = isPair ? SigningKey.newPair() : SigningKey.newShared()
        let end = now.advanced(by: overlap)
        subscription.settings["secret"] = .string(new)
        subscription.settings["secrets"] = kept(subscription.settings["secrets"], old, until: end)
        do {
            _ = try courier.shop.make(subscription.channel, subscription.settings)
        } catch {
            throw Self.refusal(error.mistakes.map { "settings.\($0.setting): \($0.remedy)" })
        }
        try await save(subscription)
        return answer(SigningKey(new), isPair ? nil : new, old == nil ? nil : end)
    }

    /// The further keys without those whose time is over, and with the one that was the first.
    private func kept(_ secrets: JSONValue?, _ old: String?, until end: Timestamp) -> JSONValue? {
        let isOver = { (key: JSONValue) in
            key["until"]?.string.flatMap { Timestamp($0) }.map { $0 < now } ?? false
        }
        var keys = (secrets?.array ?? secrets.map { [$0] } ?? []).filter { !isOver($0) }
        if let old { keys.append(["secret": .string(old), "until": .string(end.text())]) }
        return keys.isEmpty ? nil : .array(keys)
    }

    private func answer(
        _ key: SigningKey?, _ secret: String?, _ end: Timestamp?
    ) -> JSONValue {
        var members: [String: JSONValue] = [:]
        members["secret"] = secret.map { .string($0) }
        members["publickey"] = key?.publicKey.map { .string($0) }
        members["webkey"] = key?.webKey
        members["oldsignsuntil"] = end.map { .string($0.text()) }
        return .object(members)
    }
}
