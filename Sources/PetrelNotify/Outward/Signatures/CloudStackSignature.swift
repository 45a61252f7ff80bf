internal import Crypto
internal import Foundation

/// The signature that CloudStack's webhooks bear: base64 of HMAC-SHA256 over the body, the key being the secret's text.
enum CloudStackSignature {
    static func text(of body: [UInt8], secret: String) -> String {
        let key = SymmetricKey(data: Array(secret.utf8))
        let code = HMAC<SHA256>.authenticationCode(for: body, using: key)
        return Data(code).base64EncodedString()
    }
}
