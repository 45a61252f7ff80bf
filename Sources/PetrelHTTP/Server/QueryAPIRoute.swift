internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// `/client/api`, `/client/api/` and `/client/api/{command}`.
struct QueryAPIRoute: Sendable {
    let api: CloudStackAPI
    let settings: ServerSettings

    func answer(
        _ request: Request, command: Substring, query: Substring, on channel: any Channel
    ) async throws -> Response {
        let body = try await request.body.collect(upTo: settings.limits.bodyBytes)
        // Only a login asks for the address, and comes by POST; it takes time to write one down.
        let address = request.method == .post ? channel.remoteAddress?.ipAddress : nil
        let reply = await api.answer(
            CloudStackRequest(
                method: Self.method(request.method), pathCommand: String(command),
                query: Array(query.utf8), body: Array(body.readableBytesView),
                contentType: request.headers[.contentType], cookies: request.headers[.cookie],
                isSecure: settings.tls != nil, address: address ?? ""))
        return Response(reply)
    }

    private static func method(_ method: HTTPRequest.Method) -> CloudStackRequest.Method {
        switch method {
        case .get: .get
        case .post: .post
        default: .other
        }
    }
}

extension Response {
    init(_ reply: CloudStackReply) {
        var fields: HTTPFields = [.cacheControl: "no-store", .xContentTypeOptions: "nosniff"]
        for header in reply.headers {
            guard let name = HTTPField.Name(header.name) else { continue }
            fields.append(HTTPField(name: name, value: header.value))
        }
        self.init(
            status: HTTPResponse.Status(code: reply.status), headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body)))
    }
}
