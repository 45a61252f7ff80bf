internal import Foundation

/// Where a server is: the parts of its URL that a connection needs.
struct Endpoint: Sendable, Hashable {
    let isSecure: Bool
    let host: String
    let port: Int
    /// What stands before `/client/api` when the server lies behind another one; without a slash at the end.
    let path: String

    /// Reads `https://cloud.example:8443/petrel`; the query API's own path may stand at the end.
    init(_ text: String) throws(CommandFailure) {
        guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
            let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme)
        else {
            throw CommandFailure(
                .usage, "\(text) is no server's URL: expected one such as http://127.0.0.1:8080")
        }
        isSecure = scheme == "https"
        self.host = host.first == "[" ? String(host.dropFirst().dropLast()) : host
        port = parts.port ?? (isSecure ? 443 : 80)
        var path = parts.percentEncodedPath
        for tail in ["/", "/client/api", "/"] where path.hasSuffix(tail) {
            path.removeLast(tail.count)
        }
        self.path = path
    }

    /// As a `Host` header says it.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    var text: String { "\(isSecure ? "https" : "http")://\(authority)\(path)" }
}
