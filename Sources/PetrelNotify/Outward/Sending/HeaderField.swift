/// What may be written into the header of a request.
public enum HeaderField {
    /// Names whose value is ours or the protocol's to say.
    private static let ours: Set<String> = [
        "host", "content-length", "content-type", "content-encoding", "transfer-encoding",
        "connection", "expect", "upgrade", "te", "trailer", "keep-alive", "proxy-authorization",
        "proxy-connection", "http2-settings", "cookie", "user-agent",
    ]
    private static let ourBeginnings = ["webhook-", "svix-", "ce-", "x-cs-", "petrel-", ":"]

    /// A token, and a value of printable ASCII and single blanks inside, so that neither can begin a line of its own.
    public static func isSound(name: String, value: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 128 && name.utf8.allSatisfy(isTokenByte)
            && value.utf8.count <= 4_096 && isPrintable(value) && value == value.trimmingBlanks
    }

    /// Whether a subscription may not set it.
    public static func isOurs(_ name: String) -> Bool {
        let name = name.lowercased()
        return ours.contains(name) || ourBeginnings.contains { name.hasPrefix($0) }
    }

    /// A text that stands for `value` in a header: what is not printable ASCII becomes `%` and two digits for each
    /// byte, as CloudEvents' HTTP binding says.
    static func encoded(_ value: String) -> String {
        guard !value.utf8.allSatisfy(isPlain) else { return value }
        var text = ""
        for byte in value.utf8 {
            if isPlain(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += byte < 16 ? "%0" : "%"
                text += String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != 0x22 && byte != 0x25
    }

    private static func isPrintable(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x30...0x39).contains(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}
