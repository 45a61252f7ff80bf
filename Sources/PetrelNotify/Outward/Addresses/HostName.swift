/// Names of machines.
enum HostName {
    /// Endings under which names mean something else on every machine or network.
    private static let localEndings: Set<Substring> = [
        "localhost", "local", "localdomain", "internal", "intranet", "private", "corp", "home",
        "lan", "test", "invalid", "onion", "arpa", "alt",
    ]

    /// Letters, digits and dashes, the last word of which is no number in any spelling.
    static func isName(_ name: String) -> Bool {
        let words = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 253, words.allSatisfy(isWord), let first = words.last?.utf8.first
        else { return false }
        return !(0x30...0x39).contains(first)
    }

    /// Whether the name means the same machine everywhere.
    static func isPublic(_ name: String) -> Bool {
        let words = name.lowercased().split(separator: ".")
        return words.count >= 2 && !words.suffix(1).contains(where: localEndings.contains)
    }

    private static func isWord(_ word: Substring) -> Bool {
        !word.isEmpty && word.utf8.count <= 63 && !word.hasPrefix("-") && !word.hasSuffix("-")
            && word.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
                    || (0x30...0x39).contains(byte) || byte == 0x2D
            }
    }
}
