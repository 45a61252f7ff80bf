internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import PetrelOrchestrator

/// What is found under `/v1`.
struct V1Routes: Sendable {
    let api: V1API
    let hub: StreamHub

    /// `api` knows who sent a request: by signature or by session.
    init(cloud: Cloud, api: CloudStackAPI, settings: StreamSettings) async throws {
        self.api = V1API(
            cloud: cloud,
            access: V1Access(
                authenticator: api.authenticator, sessions: api.sessions, now: api.settings.now),
            admits: api.settings.admits, failed: api.settings.failed)
        hub = try await StreamHub(api: self.api, settings: settings)
    }

    /// Adds the routes that answer and are done.
    func add(to router: Router<BasicRequestContext>) {
        for method in [HTTPRequest.Method.get, .head, .options, .post, .put, .delete, .patch] {
            router.on("/v1/**", method: method) { request, _ in await answer(request) }
        }
    }

    /// Handlers that take over the connections of streams, made anew for each connection. They come
    /// after the server's own guards, which let a response that has begun take its time.
    func channelHandlers() -> [any RemovableChannelHandler] { [StreamHandover(hub: hub)] }

    private func answer(_ request: Request) async -> Response {
        let asked = V1Request(request.head)
        var reply =
            asked.method == .options && asked.origin != nil ? preflight : await api.answer(asked)
        reply.allow(asked.origin, of: hub.settings.allowedOrigins)
        var head = HTTPResponse(reply)
        if asked.method == .head { head.headerFields[.contentLength] = "\(reply.body.count)" }
        return Response(
            status: head.status, headers: head.headerFields,
            body: asked.method == .head
                ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body)))
    }

    /// What a browser asks before it sends keys to another site.
    private var preflight: V1Reply {
        V1Reply(
            status: 204,
            headers: [
                ("Access-Control-Allow-Methods", "GET"),
                ("Access-Control-Allow-Headers", "Authorization, Last-Event-ID"),
                ("Access-Control-Max-Age", "600"),
            ])
    }
}

extension V1Request {
    init(_ head: HTTPRequest) {
        let method: Method =
            switch head.method {
            case .get: .get
            case .head: .head
            case .options: .options
            default: .other
            }
        self.init(method: method, target: head.path ?? "/")
        authorization = head.headerFields[.authorization]
        cookies = head.headerFields[.cookie]
        lastEventID = HTTPField.Name("Last-Event-ID").flatMap { head.headerFields[$0] }
        origin = head.headerFields[.origin]
    }
}
