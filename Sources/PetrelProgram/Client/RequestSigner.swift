internal import Crypto
internal import Foundation
internal import PetrelCloud

/// Signs calls of the query API as its owner's programs do: HMAC-SHA-256, with a time after which
/// the call is void.
struct RequestSigner: Sendable {
    let apiKey: String
    let secretKey: String

    /// The form to send for a command.
    func form(
        _ command: String, _ parameters: [(String, String)], now: Timestamp = .now
    ) -> String {
        let expires = now.advanced(by: .seconds(600))
        let fields =
            parameters + [
                ("command", command), ("response", "json"), ("apiKey", apiKey),
                ("signatureVersion", "3"), ("expires", expires.text(.api)),
            ]
        let signed = fields + [("signature", signature(of: fields))]
        return signed.map { "\(Self.encoded($0, keeping: ""))=\(Self.encoded($1, keeping: ""))" }
            .joined(separator: "&")
    }

    /// Sorted by name, values encoded, all in lower case.
    private func signature(of fields: [(String, String)]) -> String {
        let text = fields.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
            .map { "\($0)=\(Self.encoded($1, keeping: "*"))" }
            .joined(separator: "&").lowercasedASCII
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(text.utf8), using: SymmetricKey(data: Array(secretKey.utf8)))
        return Data(code).base64EncodedString()
    }

    static func encoded(_ text: String, keeping marks: StaticString = "") -> String {
        let kept = Set("-._".utf8).union(marks.description.utf8)
        return text.utf8.reduce(into: "") { result, byte in
            let scalar = Unicode.Scalar(byte)
            if Self.isAlphanumeric(byte) || kept.contains(byte) {
                result.unicodeScalars.append(scalar)
            } else {
                result += byte < 16 ? "%0" : "%"
                result += String(byte, radix: 16, uppercase: true)
            }
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

extension String {
    /// Only `A` to `Z` change, as in every client.
    fileprivate var lowercasedASCII: String {
        String(
            decoding: utf8.map { byte in
                (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
            }, as: UTF8.self)
    }
}
