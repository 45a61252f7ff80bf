/// Where a server listens: a host and a port, where port 0 is any free one.
struct ListenAddress: SettingValue, Hashable {
    var host: String
    var port: Int

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    static var expectation: String { "an address and a port such as 127.0.0.1:8080 or [::1]:8080" }

    init?(setting text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.first == "[", host.last == "]" {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty, !host.contains(where: \.isWhitespace) else { return nil }
        self.init(host: String(host), port: port)
    }

    var settingText: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
