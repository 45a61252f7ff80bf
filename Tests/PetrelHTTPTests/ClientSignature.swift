import Crypto

/// Signs a query as the simplest of clients does: what it wrote, sorted, in lower case.
///
/// It shares nothing with the server's way: names and values are taken as they were encoded.
enum ClientSignature {
    static func encoded(of query: String, secret: String) -> String {
        let pairs = query.split(separator: "&").map { $0.replacing("+", with: "%20") }
        let text = pairs.sorted().joined(separator: "&").lowercased()
        let code = HMAC<Insecure.SHA1>.authenticationCode(
            for: Array(text.utf8), using: SymmetricKey(data: Array(secret.utf8)))
        return base64(Array(code)).replacing("+", with: "%2B").replacing("/", with: "%2F")
            .replacing("=", with: "%3D")
    }

    static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[start..<min(start + 3, bytes.count)]
            let number = (0..<3).reduce(0) { number, place in
                number << 8 | (start + place < bytes.count ? Int(bytes[start + place]) : 0)
            }
            for place in 0..<4 {
                text.append(place <= part.count ? digits[number >> (18 - 6 * place) & 63] : "=")
            }
        }
        return text
    }
}
