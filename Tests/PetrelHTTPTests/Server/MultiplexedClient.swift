import HTTPTypes
import NIOCore
import NIOHTTP2
import NIOHTTPTypes
import NIOHTTPTypesHTTP2
import NIOPosix
import NIOSSL
import PetrelHTTP

/// A client of HTTP/2: many requests over one connection.
struct MultiplexedClient: Sendable {
    typealias Stream = NIOAsyncChannel<HTTPResponsePart, HTTPRequestPart>
    typealias Streams = NIOHTTP2Handler.AsyncStreamMultiplexer<Stream>

    private let streams: Streams
    let channel: any Channel

    static func open(to address: ServerAddress) async throws -> MultiplexedClient {
        let (channel, streams) = try await ClientBootstrap(
            group: MultiThreadedEventLoopGroup.singleton
        ).connect(host: address.host, port: address.port) { channel in
            channel.eventLoop.makeCompletedFuture {
                let tls = try NIOSSLClientHandler(
                    context: .trusting("h2"), serverHostname: "localhost")
                try channel.pipeline.syncOperations.addHandler(tls)
                let streams = try channel.pipeline.syncOperations.configureAsyncHTTP2Pipeline(
                    mode: .client
                ) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try Stream(wrappingChannelSynchronously: channel)
                    }
                }
                return (channel, streams)
            }
        }
        return MultiplexedClient(streams: streams, channel: channel)
    }

    /// One request and its answer.
    func send(_ head: HTTPRequest, body: String = "") async throws -> (status: Int, body: String) {
        try await stream().executeThenClose { inbound, outbound in
            try await outbound.write(.head(head))
            if !body.isEmpty { try await outbound.write(.body(ByteBuffer(string: body))) }
            try await outbound.write(.end(nil))
            return try await Self.answer(inbound)
        }
    }

    func get(_ target: String) async throws -> (status: Int, body: String) {
        try await send(
            HTTPRequest(method: .get, scheme: "https", authority: "cloud", path: target))
    }

    /// Begins a request and takes it back.
    func reset(_ target: String) async throws {
        let stream = try await stream()
        try await stream.executeThenClose { _, outbound in
            let head = HTTPRequest(method: .get, scheme: "https", authority: "cloud", path: target)
            try await outbound.write(.head(head))
        }
    }

    private func stream() async throws -> Stream {
        try await streams.openStream { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(HTTP2FramePayloadToHTTPClientCodec())
                return try Stream(wrappingChannelSynchronously: channel)
            }
        }
    }

    private static func answer(
        _ inbound: NIOAsyncChannelInboundStream<HTTPResponsePart>
    ) async throws -> (status: Int, body: String) {
        var status = 0
        var body = ""
        for try await part in inbound {
            switch part {
            case .head(let head): status = head.status.code
            case .body(let bytes): body += String(buffer: bytes)
            case .end: return (status, body)
            }
        }
        return (status, body)
    }
}
