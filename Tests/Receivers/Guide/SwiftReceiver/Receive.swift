import Crypto
import Foundation

/// `store` keeps an id once. Gives the status to answer.
func receive(
    _ headers: [String: String], _ body: Data, key: SymmetricKey,
    store: (String, Data) throws -> Void
) rethrows -> Int {
    guard let id = headers["webhook-id"], let stamp = headers["webhook-timestamp"],
        let seconds = Double(stamp), abs(Date().timeIntervalSince1970 - seconds) <= 300
    else { return 400 }
    let signed = Data("\(id).\(stamp).".utf8) + body
    let isRight = (headers["webhook-signature"] ?? "").split(separator: " ").contains { part in
        guard part.hasPrefix("v1,"), let given = Data(base64Encoded: String(part.dropFirst(3)))
        else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(given, authenticating: signed, using: key)
    }
    guard isRight else { return 401 }
    try store(id, body)
    return 200
}
