extension JSONValue {
    /// The same value with every secret replaced by an empty string.
    ///
    /// A member is a secret when its name speaks of a password, a secret, a key to log in with, a token,
    /// a signature or user data, at any depth and in any case of letters. Of an address, `scheme://name:password@host`,
    /// the name and the password are left out.
    public func blankingSecrets() -> JSONValue {
        switch self {
        case .array(let elements):
            .array(elements.map { $0.blankingSecrets() })
        case .object(let members):
            .object(Self.blankingSecrets(of: members))
        case .string(let text) where text.utf8.contains(UInt8(ascii: "@")):
            .string(Self.withoutCredentials(text))
        default:
            self
        }
    }

    /// Most objects hold no secret and nothing that could hold one, and are given back as they are.
    private static func blankingSecrets(of members: [String: JSONValue]) -> [String: JSONValue] {
        var blanked = members
        for (name, value) in members {
            if isSecret(name) {
                blanked[name] = ""
            } else if value.holdsValues {
                blanked[name] = value.blankingSecrets()
            }
        }
        return blanked
    }

    /// Whether a secret may stand in it.
    private var holdsValues: Bool {
        switch self {
        case .array, .object: true
        case .string(let text): text.utf8.contains(UInt8(ascii: "@"))
        default: false
        }
    }

    private static func withoutCredentials(_ text: String) -> String {
        guard let start = text.firstRange(of: "://")?.upperBound else { return text }
        let rest = text[start...]
        let host = rest.prefix { !"/?#".contains($0) }
        guard let mark = host.lastIndex(of: "@") else { return text }
        return String(text[..<start] + rest[rest.index(after: mark)...])
    }

    private static let secretWords: [[UInt8]] = [
        "password", "passwd", "passphrase", "secret", "privatekey", "apikey", "userdata", "token",
        "signature",
    ].map { Array($0.utf8) }

    /// Only letters count, so that `api_key` is one as well.
    private static func isSecret(_ name: String) -> Bool {
        var letters: [UInt8] = []
        letters.reserveCapacity(name.utf8.count)
        for byte in name.utf8 {
            // What is not ASCII may have letters of ASCII as its small ones.
            guard byte < 0x80 else { return isSecret(letters: Array(smallLetters(of: name))) }
            let small = byte | 0x20
            if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(small) { letters.append(small) }
        }
        return isSecret(letters: letters)
    }

    private static func smallLetters(of name: String) -> String.UTF8View {
        name.lowercased().filter { $0.isLetter }.utf8
    }

    private static func isSecret(letters: [UInt8]) -> Bool {
        letters.indices.contains { start in
            secretWords.contains {
                $0.first == letters[start] && letters[start...].starts(with: $0)
            }
        }
    }
}
