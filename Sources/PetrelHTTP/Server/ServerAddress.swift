/// Where a running server is reached.
public struct ServerAddress: Sendable, Hashable, CustomStringConvertible {
    /// As it was asked for.
    public let host: String
    /// The port in use, also when a free one was asked for.
    public let port: Int
    public let isSecure: Bool

    /// For clients on this machine: `http://127.0.0.1:8080`. A server that listens on every address is
    /// shown under the loopback's.
    public var url: String {
        let name =
            switch host {
            case "0.0.0.0": "127.0.0.1"
            case "::": "[::1]"
            default: host.contains(":") ? "[\(host)]" : host
            }
        return "\(isSecure ? "https" : "http")://\(name):\(port)"
    }

    public var description: String { url }
}
