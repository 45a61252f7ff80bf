internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// What is found at one address and only read.
protocol Page: Sendable {
    func answer(_ visit: Visit) async throws -> Response
}

/// A request for a page.
struct Visit: Sendable {
    let request: Request
    /// What follows `?`, still encoded.
    let query: Substring
    /// The client's address, as far as the server's own socket knows.
    let address: String

    /// Whether it comes from this machine. A proxy on this machine makes all of its visitors local.
    var isLocal: Bool {
        address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.")
    }
}

extension Response {
    static func text(
        _ text: String, status: HTTPResponse.Status = .ok,
        type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
