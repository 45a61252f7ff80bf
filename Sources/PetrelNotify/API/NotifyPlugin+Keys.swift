internal import PetrelCloud
internal import PetrelPlugin

/// Keys of signatures, and the proof that a receiver wants messages.
extension NotifyPlugin {
    var keyRoutes: [PluginRoute] {
        [
            PluginRoute(
                open: "subscriptions/{id}/jwks",
                "Public keys that its messages are signed with, as a JSON Web Key Set."
            ) { path in try await desk.webKeys(path["id"] ?? "") },
            PluginRoute(
                .post, "subscriptions/{id}/keys", roles: .everyone,
                "Signs with a new key: `kind` hmac or ed25519; the old one signs `overlap` seconds longer, 86400."
            ) { request in
                let seconds = request.body?["overlap"]?.integer ?? 86_400
                return try await desk.rotate(
                    Self.id(request), try Self.kind(request.body?["kind"]?.string),
                    overlap: .seconds(seconds), for: request.caller)
            },
            PluginRoute(
                .post, "subscriptions/{id}/challenge", roles: .everyone,
                "Asks the receiver once more, or takes the `challenge` that it was asked with."
            ) { request in
                desk.json(
                    try await desk.challengeAgain(
                        Self.id(request), answer: request.body?["challenge"]?.string,
                        for: request.caller))
            },
        ]
    }

    var keyCommands: [APICommand] {
        [
            APICommand(
                "rotateSubscriptionKey", "Signs with a new key, and for a while with the old one.",
                roles: .everyone,
                parameters: Self.one + [
                    .string("kind", "hmac or ed25519; as the one before."),
                    .long("overlap", "Seconds for which the old one signs, too; 86400."),
                ],
                response: .object(
                    "key",
                    ["secret", "publickey", "webkey", "oldsignsuntil"].map {
                        APIField($0, .string)
                    })
            ) { call in
                let answer = try await desk.rotate(
                    try call.id("id"), try Self.kind(call.string("kind")),
                    overlap: .seconds(call.integer("overlap") ?? 86_400), for: call.caller)
                var members = answer.object ?? [:]
                members["webkey"] = members["webkey"].map { .string($0.description) }
                return .object(.object(members))
            },
            APICommand(
                "challengeSubscription",
                "Asks a receiver once more whether it wants messages, or takes its answer.",
                roles: .everyone,
                parameters: Self.one + [.string("challenge", "What the receiver was asked with.")],
                response: .success
            ) { call in
                _ = try await desk.challengeAgain(
                    try call.id("id"), answer: call.string("challenge"), for: call.caller)
                return .success
            },
        ]
    }

    private static func kind(_ word: String?) throws -> SubscriptionDesk.KeyKind? {
        guard let word else { return nil }
        guard let kind = SubscriptionDesk.KeyKind(rawValue: word.lowercased()) else {
            throw APIError.invalid("kind: hmac or ed25519")
        }
        return kind
    }
}
