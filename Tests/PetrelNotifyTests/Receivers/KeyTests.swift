internal import Crypto
internal import Foundation
internal import PetrelCloud
internal import PetrelPlugin
internal import PetrelTesting
internal import Testing

@testable internal import PetrelNotify

/// Keys that are made here, shown to whoever verifies, and changed with overlap.
@Suite(.timeLimit(.minutes(3))) struct KeyTests {
    private func keys(_ scene: WebhookScene, _ id: String) async throws -> [Data] {
        let route = scene.scene.plugin.routes.first { $0.path == "subscriptions/{id}/jwks" }
        #expect(route?.isOpen == true)
        let set = try await scene.scene.ask(.get, "subscriptions/{id}/jwks", id: id)
        return (set["keys"]?.array ?? []).compactMap { key in
            #expect(key["kty"] == "OKP" && key["crv"] == "Ed25519" && key["d"] == nil)
            let text = (key["x"]?.string ?? "").replacing("-", with: "+").replacing("_", with: "/")
            return Data(base64Encoded: text + "=")
        }
    }

    /// Whether each signature of a request is one of these keys', and how many there are.
    private func signatures(_ request: ScriptedServer.Request, _ keys: [Data]) throws -> Int {
        let id = request.header("webhook-id") ?? ""
        let stamp = request.header("webhook-timestamp") ?? ""
        let signed = Data("\(id).\(stamp).".utf8) + request.body
        let parts = (request.header("webhook-signature") ?? "").split(separator: " ")
        let publics = try keys.map { try Curve25519.Signing.PublicKey(rawRepresentation: $0) }
        for part in parts {
            let bytes = try #require(Data(base64Encoded: String(part.dropFirst(4))))
            #expect(part.hasPrefix("v1a,"))
            #expect(publics.contains { $0.isValidSignature(bytes, for: signed) })
        }
        return parts.count
    }

    @Test func `both keys sign while receivers change, and the old one is gone a second later`()
        async throws
    {
        let scene = try await WebhookScene()
        let id = try await scene.subscribe()["id"]?.string ?? ""
        let first = try await scene.scene.ask(
            .post, "subscriptions/{id}/keys", id: id, body: ["kind": "ed25519"])
        #expect(first["secret"] == nil && first["oldsignsuntil"] == nil)
        #expect(first["publickey"]?.string?.hasPrefix("whpk_") == true)
        try await scene.scene.happen(["m-1"])
        let old = try await keys(scene, id)
        #expect(old.count == 1)
        #expect(try signatures(await scene.requests(1)[0], old) == 1)
        let second = try await scene.scene.ask(
            .post, "subscriptions/{id}/keys", id: id, body: ["overlap": 3_600])
        #expect(second["oldsignsuntil"] != nil && second["publickey"] != first["publickey"])
        let both = try await keys(scene, id)
        #expect(both.count == 2 && both.contains(old[0]))
        try await scene.scene.happen(["m-1"])
        #expect(try signatures(await scene.requests(2)[1], both) == 2)
        scene.clock.advance(by: .seconds(3_700))
        let new = try await keys(scene, id)
        #expect(new.count == 1 && new != old)
        try await scene.scene.happen(["m-1"])
        #expect(try signatures(await scene.requests(3)[2], new) == 1)
        let row = try await scene.scene.ask(.get, "subscriptions/{id}", id: id)
        #expect(!"\(row)".contains("whsk_"))
        await scene.scene.end()
    }

    @Test func `a shared key is told once, and is on no public page`() async throws {
        let scene = try await WebhookScene()
        let id = try await scene.subscribe()["id"]?.string ?? ""
        let made = try await scene.scene.ask(.post, "subscriptions/{id}/keys", id: id)
        let secret = try #require(made["secret"]?.string)
        #expect(SigningKey(secret) != nil && made["publickey"] == nil)
        #expect(try await keys(scene, id) == [])
        let shown = try await scene.scene.ask(.get, "subscriptions/{id}", id: id)
        #expect(!"\(shown)".contains(secret))
        await scene.scene.end()
    }

    @Test func `only its owner changes keys, and only where there are such`() async throws {
        let scene = try await WebhookScene()
        let id = try await scene.subscribe()["id"]?.string ?? ""
        let theirs = try await scene.subscribe(Scene.ann, ["format": "cloudstack"])
        let refused: [(Caller, String, JSONValue)] = [
            (Scene.bob, id, .object([:])), (Scene.ann, id, ["overlap": 86_401]),
            (Scene.ann, id, ["kind": "rsa"]),
            (Scene.ann, theirs["id"]?.string ?? "", .object([:])),
        ]
        for (caller, id, body) in refused {
            await #expect(throws: APIError.self) {
                try await scene.scene.ask(
                    .post, "subscriptions/{id}/keys", caller, id: id, body: body)
            }
        }
        await #expect(throws: APIError.self) {
            try await scene.scene.ask(.get, "subscriptions/{id}/jwks", id: "nobody")
        }
        await scene.scene.end()
    }
}
