internal import Foundation
internal import PetrelCloud
internal import Testing

@testable internal import PetrelNotify

@Suite
struct SigningKeyTests {
    /// The example of the Standard Webhooks specification's own libraries.
    @Test func `signs as the specification's example does`() throws {
        let key = try #require(SigningKey("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let signature = key.signature(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", seconds: 1_614_265_330,
            body: Array(#"{"test": 2432232314}"#.utf8))
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test(arguments: [23, 24, 32, 64, 65])
    func `a shared key has 24 to 64 bytes`(count: Int) {
        let text = "whsec_" + Data(repeating: 7, count: count).base64EncodedString()
        #expect((SigningKey(text) != nil) == (24...64).contains(count))
    }

    @Test(arguments: ["", "whsec_", "whsec_%%%%", "secret", "whsk_AAAA", "whpk_AAAA", "WHSEC_AAAA"])
    func `other texts are no keys`(text: String) {
        #expect(SigningKey(text) == nil)
    }

    @Test func `a pair shows its public half only`() throws {
        let text = SigningKey.newPair()
        let key = try #require(SigningKey(text))
        #expect(key.publicKey?.hasPrefix("whpk_") == true)
        #expect(key.webKey?["crv"]?.string == "Ed25519")
        #expect(key.webKey?["d"] == nil)
        #expect(!"\(key)".contains(text.dropFirst(5)))
        #expect(String(reflecting: key) == "signing key")
        #expect(SigningKey(SigningKey.newShared())?.publicKey == nil)
    }

    @Test func `new keys differ`() {
        #expect(Set((0..<100).map { _ in SigningKey.newShared() }).count == 100)
        #expect(Set((0..<100).map { _ in SigningKey.newPair() }).count == 100)
    }
}
