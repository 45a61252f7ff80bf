/// An `http` or `https` address that has only one reading.
///
/// What programs read differently is refused rather than repaired: user names, backslashes, blanks, escapes in the host,
/// addresses in any but their usual spelling, fragments, ports with zeros before them.
public struct OutwardURL: Hashable, Sendable {
    public enum Host: Hashable, Sendable {
        case name(String)
        case address(InternetAddress)
    }

    public let text: String
    public let isSecure: Bool
    public let host: Host
    public let port: Int

    /// The longest address taken.
    public static let maximumBytes = 2_048

    public init(_ text: String) throws(URLMistake) {
        guard text.utf8.count <= Self.maximumBytes else { throw .tooLong }
        guard text.utf8.allSatisfy(Self.isURLByte) else { throw .character }
        guard !text.contains("#") else { throw .fragment }
        self.text = text
        let rest: Substring
        if text.hasPrefix("https://") {
            (isSecure, rest) = (true, text.dropFirst(8))
        } else if text.hasPrefix("http://") {
            (isSecure, rest) = (false, text.dropFirst(7))
        } else {
            throw .scheme
        }
        guard Self.hasSoundEscapes(rest) else { throw .character }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@") else { throw .userName }
        let (host, port) = try Self.split(authority)
        self.host = try Self.host(host)
        self.port = try port.map(Self.port) ?? (isSecure ? 443 : 80)
    }

    private static func isURLByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && !#"\"<>^`{|}"#.utf8.contains(byte)
    }

    /// Every `%` has two digits after it, which do not stand for a control character.
    private static func hasSoundEscapes(_ text: Substring) -> Bool {
        text.split(separator: "%", omittingEmptySubsequences: false).dropFirst().allSatisfy {
            part in
            let digits = part.prefix(2)
            guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit),
                let byte = UInt8(digits, radix: 16)
            else { return false }
            return byte >= 0x20 && byte != 0x7F
        }
    }

    /// What stands before the last colon, and after it.
    private static func split(
        _ authority: Substring
    ) throws(URLMistake) -> (host: Substring, port: Substring?) {
        guard authority.hasPrefix("[") else {
            guard let colon = authority.firstIndex(of: ":") else { return (authority, nil) }
            return (authority[..<colon], authority[authority.index(after: colon)...])
        }
        guard let end = authority.firstIndex(of: "]") else { throw .host }
        let rest = authority[authority.index(after: end)...]
        guard rest.isEmpty || rest.hasPrefix(":") else { throw .host }
        return (authority[...end], rest.isEmpty ? nil : rest.dropFirst())
    }

    private static func port(_ text: Substring) throws(URLMistake) -> Int {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !text.hasPrefix("0"),
            let port = Int(text), (1...65_535).contains(port)
        else { throw .port }
        return port
    }

    private static func host(_ text: Substring) throws(URLMistake) -> Host {
        if text.hasPrefix("[") {
            let address = InternetAddress(String(text.dropFirst().dropLast()))
            guard let address, !address.isV4 else { throw .host }
            return .address(address)
        }
        if let address = InternetAddress(String(text)), address.isV4 { return .address(address) }
        guard HostName.isName(String(text)) else { throw .host }
        return .name(text.lowercased())
    }
}

extension OutwardURL {
    /// Scheme, host and port: the machine, without what is asked of it.
    public var endpoint: String {
        let host =
            switch host {
            case .name(let name): name
            case .address(let address): address.isV4 ? "\(address)" : "[\(address)]"
            }
        return "\(isSecure ? "https" : "http")://\(host):\(port)"
    }
}
