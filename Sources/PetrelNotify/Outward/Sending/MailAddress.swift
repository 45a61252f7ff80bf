/// An address of a mailbox, as nearly all are: `local@domain` in ASCII, nothing quoted.
public struct MailAddress: Hashable, Sendable {
    public let text: String
    public let domain: String

    /// `nil` for everything else, so that no address can smuggle in commands, headers or further recipients.
    public init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2, parts[0].utf8.count <= 64,
            parts[0].split(separator: ".", omittingEmptySubsequences: false)
                .allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isAtomByte) }),
            HostName.isName(String(parts[1]))
        else { return nil }
        self.text = text
        domain = String(parts[1])
    }

    private static func isAtomByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x30...0x39).contains(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }
}
