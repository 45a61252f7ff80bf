internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import PetrelOrchestrator
internal import PetrelPlugin

/// What is found under `/v1`.
struct V1Routes: Sendable {
    let api: V1API
    let hub: StreamHub
    private let bodyBytes: Int

    /// `api` knows who sent a request: by signature or by session.
    init(
        cloud: Cloud, api: CloudStackAPI, settings: ServerSettings, plugins: PluginHost?
    ) async throws {
        self.api = V1API(
            cloud: cloud,
            access: V1Access(
                authenticator: api.authenticator, sessions: api.sessions, now: api.settings.now),
            plugins: plugins, admits: api.settings.admits, failed: api.settings.failed)
        hub = try await StreamHub(api: self.api, settings: settings.streams)
        bodyBytes = settings.limits.bodyBytes
    }

    /// Adds the routes that answer and are done.
    func add(to router: Router<BasicRequestContext>) {
        for method in [HTTPRequest.Method.get, .head, .options, .post, .put, .delete, .patch] {
            router.on("/v1/**", method: method) { request, _ in try await answer(request) }
        }
    }

    /// Handlers that take over the connections of streams, made anew for each connection. They come
    /// after the server's own guards, which let a response that has begun take its time.
    func channelHandlers() -> [any RemovableChannelHandler] { [StreamHandover(hub: hub)] }

    private func answer(_ request: Request) async throws -> Response {
        var asked = V1Request(request.head)
        if [.post, .put, .delete].contains(asked.method) {
            asked.body = Array(
                try await request.body.collect(upTo: bodyBytes).readableBytesView)
        }
        var reply =
            asked.method == .options && asked.origin != nil ? preflight : await api.answer(asked)
        reply.allow(asked.origin, of: hub.settings.allowedOrigins)
        var head = HTTPResponse(reply)
        if asked.method == .head, reply.pieces == nil {
            head.headerFields[.contentLength] = "\(reply.body.count)"
        }
        return Response(
            status: head.status, headers: head.headerFields,
            body: asked.method == .head ? ResponseBody() : body(of: reply))
    }

    private func body(of reply: V1Reply) -> ResponseBody {
        guard let pieces = reply.pieces else {
            return ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body))
        }
        return ResponseBody(asyncSequence: pieces.map { ByteBuffer(bytes: $0) })
    }

    /// What a browser asks before it sends keys to another site.
    private var preflight: V1Reply {
        V1Reply(
            status: 204,
            headers: [
                ("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE"),
                ("Access-Control-Allow-Headers", "Authorization, Content-Type, Last-Event-ID"),
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
            case .post: .post
            case .put: .put
            case .delete: .delete
            default: .other
            }
        self.init(method: method, target: head.path ?? "/")
        authorization = head.headerFields[.authorization]
        cookies = head.headerFields[.cookie]
        lastEventID = HTTPField.Name("Last-Event-ID").flatMap { head.headerFields[$0] }
        origin = head.headerFields[.origin]
    }
}
