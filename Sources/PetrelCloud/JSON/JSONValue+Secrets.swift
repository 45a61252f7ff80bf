extension JSONValue {
    /// The same value with every secret replaced by an empty string.
    ///
    /// A member is a secret when its name speaks of a password, a secret, a key to log in with, a token,
    /// a signature or user data, at any depth and in any case of letters.
    public func blankingSecrets() -> JSONValue {
        switch self {
        case .array(let elements):
            .array(elements.map { $0.blankingSecrets() })
        case .object(let members):
            .object(
                members.reduce(into: [:]) { blanked, member in
                    blanked[member.key] =
                        Self.isSecret(member.key) ? "" : member.value.blankingSecrets()
                })
        default:
            self
        }
    }

    private static let secretWords = [
        "password", "passwd", "passphrase", "secret", "privatekey", "apikey", "userdata", "token",
        "signature",
    ]

    private static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased().filter { $0.isLetter }
        return secretWords.contains { name.contains($0) }
    }
}
