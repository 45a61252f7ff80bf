internal import Crypto
internal import Foundation
public import PetrelCloud

/// A key that messages are signed with, as the Standard Webhooks specification writes and uses it.
///
/// `whsec_…` signs with HMAC-SHA256 (`v1`), and the receiver has the same key. `whsk_…` signs with Ed25519 (`v1a`), and
/// the receiver needs only ``publicKey``.
public struct SigningKey: Sendable {
    private enum Kind {
        case shared(SymmetricKey)
        case pair(Curve25519.Signing.PrivateKey)
    }

    private let kind: Kind
    /// When the key's time is over; an old key is kept beside a new one until its receivers have changed.
    public var until: Timestamp?

    /// `nil` unless the text is `whsec_` and 24 to 64 bytes in base64, or `whsk_` and 32 or 64.
    public init?(_ text: String, until: Timestamp? = nil) {
        if text.hasPrefix("whsec_"), let bytes = Data(base64Encoded: String(text.dropFirst(6))),
            (24...64).contains(bytes.count)
        {
            kind = .shared(SymmetricKey(data: bytes))
        } else if text.hasPrefix("whsk_"),
            let bytes = Data(base64Encoded: String(text.dropFirst(5))),
            bytes.count == 32 || bytes.count == 64,
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes.prefix(32))
        {
            kind = .pair(key)
        } else {
            return nil
        }
        self.until = until
    }

    /// A new shared key, from the system's randomness.
    public static func newShared() -> String {
        let key = SymmetricKey(size: .bits256)
        return "whsec_" + key.withUnsafeBytes { Data($0).base64EncodedString() }
    }

    /// A new pair; what is kept is the private half.
    public static func newPair() -> String {
        "whsk_" + Curve25519.Signing.PrivateKey().rawRepresentation.base64EncodedString()
    }

    /// What a receiver verifies with, as `whpk_…`; `nil` for a shared key, which is a secret.
    public var publicKey: String? {
        guard case .pair(let key) = kind else { return nil }
        return "whpk_" + key.publicKey.rawRepresentation.base64EncodedString()
    }

    /// The public half as a JSON Web Key (RFC 8037), named by the first bytes of its SHA-256.
    public var webKey: JSONValue? {
        guard case .pair(let key) = kind else { return nil }
        let bytes = key.publicKey.rawRepresentation
        let name = Data(SHA256.hash(data: bytes).prefix(12))
        return .object([
            "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig",
            "kid": .string(name.base64URLText), "x": .string(bytes.base64URLText),
        ])
    }

    /// One signature as the header has it: `v1,…` or `v1a,…`.
    func signature(id: String, seconds: Int64, body: [UInt8]) -> String {
        let beginning = Array("\(id).\(seconds).".utf8)
        switch kind {
        case .shared(let key):
            var code = HMAC<SHA256>(key: key)
            code.update(data: beginning)
            code.update(data: body)
            return "v1," + Data(code.finalize()).base64EncodedString()
        case .pair(let key):
            let signature = try? key.signature(for: beginning + body)
            return "v1a," + (signature ?? Data()).base64EncodedString()
        }
    }
}

extension SigningKey: CustomStringConvertible, CustomReflectable {
    /// Never the key.
    public var description: String { "signing key" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Data {
    fileprivate var base64URLText: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }
}
