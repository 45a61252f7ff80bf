internal import NIOCore
internal import NIOHTTP1

/// A request as commands make them.
struct HTTPQuestion: Sendable {
    var method = HTTPMethod.GET
    /// Path and query, behind the endpoint's own path.
    var target: String
    var headers: [(String, String)] = []
    var body: [UInt8] = []

    func head(for endpoint: Endpoint) -> HTTPRequestHead {
        var head = HTTPRequestHead(
            version: .http1_1, method: method, uri: endpoint.path + target)
        head.headers.add(name: "Host", value: endpoint.authority)
        head.headers.add(name: "User-Agent", value: "petrel/\(Version.number)")
        for (name, value) in headers { head.headers.add(name: name, value: value) }
        if !body.isEmpty || method == .POST {
            head.headers.add(name: "Content-Length", value: "\(body.count)")
        }
        return head
    }
}

/// What came back.
struct HTTPReply: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let body: [UInt8]
}
