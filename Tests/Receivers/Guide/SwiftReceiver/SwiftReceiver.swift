import Crypto
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The guide's receiver in Swift behind an HTTP server. `Receive.swift` is what the page shows.
@main
struct SwiftReceiver {
    static func main() async throws {
        let stored = Stored()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
                    try channel.pipeline.syncOperations.addHandler(Handler(stored))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        // At once, although it is a pipe.
        FileHandle.standardOutput.write(Data("\(channel.localAddress?.port ?? 0)\n".utf8))
        try await channel.closeFuture.get()
    }
}

private final class Stored: Sendable {
    private let bodies = Mutex<[String: Data]>([:])

    var count: Int { bodies.withLock { $0.count } }

    func store(_ id: String, _ body: Data) { bodies.withLock { $0[id] = $0[id] ?? body } }
}

private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private static let key = SymmetricKey(
        data: Data(base64Encoded: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") ?? Data())
    private let stored: Stored
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ stored: Stored) { self.stored = stored }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): (self.head, body) = (head, [])
        case .body(let buffer): body += buffer.readableBytesView
        case .end: head.map { answer($0, context) }
        }
    }

    private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        var (status, text) = (200, "")
        if head.method == .GET {
            text = "\(stored.count)"
        } else {
            let headers = Dictionary(head.headers.map { ($0.name.lowercased(), $0.value) }) { $1 }
            status = receive(headers, Data(body), key: Self.key, store: stored.store)
        }
        let answer = HTTPResponseHead(
            version: .http1_1, status: .init(statusCode: status),
            headers: ["Content-Length": "\(text.utf8.count)"])
        context.write(wrapOutboundOut(.head(answer)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
