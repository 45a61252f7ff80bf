import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A receiver of webhooks on a free port of this machine, which answers what it is told to.
final class Receiver: Sendable {
    struct Came: Sendable {
        let path: String
        let headers: HTTPHeaders
        let body: [UInt8]
    }

    let requests: AsyncStream<Came>
    let port: Int
    private let channel: any Channel
    private let status: Answer

    /// What it answers.
    private final class Answer: Sendable {
        let status = Mutex(HTTPResponseStatus.noContent)
    }

    init() async throws {
        let (requests, feed) = AsyncStream<Came>.makeStream()
        let status = Answer()
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
                    try channel.pipeline.syncOperations.addHandler(
                        Handler { came in
                            feed.yield(came)
                            return status.status.withLock { $0 }
                        })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
        (self.requests, self.status) = (requests, status)
    }

    func answers(_ status: HTTPResponseStatus) { self.status.status.withLock { $0 = status } }

    func url(_ path: String) -> String { "http://localhost:\(port)/\(path)" }

    func close() async { try? await channel.close() }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let came: @Sendable (Came) -> HTTPResponseStatus
        private var head: HTTPRequestHead?
        private var body: [UInt8] = []

        init(_ came: @escaping @Sendable (Came) -> HTTPResponseStatus) { self.came = came }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): (self.head, body) = (head, [])
            case .body(let buffer): body += buffer.readableBytesView
            case .end:
                guard let head else { return }
                let status = came(Came(path: head.uri, headers: head.headers, body: body))
                let answer = HTTPResponseHead(
                    version: .http1_1, status: status, headers: ["Content-Length": "0"])
                context.write(wrapOutboundOut(.head(answer)), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }
}
