internal import Crypto

/// The signature of a request, as it was sent.
///
/// HMAC over the parameters: SHA-1, which all clients use, or SHA-256. The length tells which.
struct RequestSignature: Sendable, Hashable {
    let code: [UInt8]

    /// From Base64. Where `+` was sent as it is and so became a blank, it is a `+` again.
    ///
    /// `nil` when this is the signature of no known method.
    init?(_ text: String) {
        guard text.utf8.count <= 44, let code = Base64.decode(text), [20, 32].contains(code.count)
        else { return nil }
        self.code = code
    }

    /// Whether the owner of `secret` signed `fields`; all of them but the signature itself count.
    func matches(_ fields: [QueryParameters.Field], secret: String) -> Bool {
        let signed = fields.filter { $0.lowercasedName != "signature" }
        let key = SymmetricKey(data: Array(secret.utf8))
        if matches(signed, .strict, key) { return true }
        return SigningStyle.all(for: signed).dropFirst().contains { matches(signed, $0, key) }
    }

    private func matches(
        _ fields: [QueryParameters.Field], _ style: SigningStyle, _ key: SymmetricKey
    ) -> Bool {
        let text = style.text(of: fields)
        let expected: [UInt8] =
            code.count == 20
            ? Array(HMAC<Insecure.SHA1>.authenticationCode(for: text, using: key))
            : Array(HMAC<SHA256>.authenticationCode(for: text, using: key))
        return ConstantTime.areEqual(code, expected)
    }
}

/// Compares without telling by its time how much was right.
enum ConstantTime {
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }

    static func areEqual(_ left: String, _ right: String) -> Bool {
        areEqual(Array(left.utf8), Array(right.utf8))
    }
}
