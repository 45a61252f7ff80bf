import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import PetrelCloud
import PetrelHTTP

/// A connection that sends what a test says, byte for byte, and reads what comes back.
final class Wire {
    typealias Channel = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var received: [UInt8] = []
    private var hasEnded = false

    private init(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.inbound = inbound.makeAsyncIterator()
        self.outbound = outbound
    }

    /// `first` is sent the moment the connection is there, however busy everything else is.
    static func open<Result>(
        to address: ServerAddress, sending first: String = "",
        _ body: (Wire) async throws -> Result
    ) async throws -> Result {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: !address.isSecure)
            .connect(host: address.host, port: address.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if address.isSecure {
                        let tls = try NIOSSLClientHandler(
                            context: .trusting("http/1.1"), serverHostname: "localhost")
                        try channel.pipeline.syncOperations.addHandler(tls)
                    }
                    if !first.isEmpty {
                        try channel.pipeline.syncOperations.addHandler(FirstWords(text: first))
                    }
                    return try Channel(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { try await body(Wire($0, $1)) }
    }

    /// Sends a request on a connection of its own and reads until the server closes it.
    static func exchange(_ address: ServerAddress, _ text: String) async throws -> String {
        try await open(to: address, sending: text) { await $0.rest() }
    }

    func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

    func send(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }

    /// One answer with its body.
    func answer() async throws -> Answer {
        while true {
            if let (answer, length) = Answer.read(received) {
                received.removeFirst(length)
                return answer
            }
            try await more()
        }
    }

    /// Everything up to the end of the connection, however that comes.
    func rest() async -> String {
        while !hasEnded { try? await more() }
        return String(decoding: received, as: UTF8.self)
    }

    /// Waits for bytes; throws at the end of the connection.
    private func more() async throws {
        do {
            guard let bytes = try await inbound.next(isolation: #isolation) else {
                hasEnded = true
                throw Ended(after: String(decoding: received, as: UTF8.self))
            }
            received += bytes.readableBytesView
        } catch {
            hasEnded = true
            throw error
        }
    }

    struct Ended: Error { let after: String }
}

private final class FirstWords: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let text: String

    init(text: String) { self.text = text }

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        context.fireChannelActive()
    }
}

@available(*, unavailable)
extension FirstWords: Sendable {}

/// An answer as it came over the wire.
struct Answer: Sendable {
    let status: Int
    /// By their names in small letters; of a name that comes twice, all values.
    let fields: [String: [String]]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSONValue { (try? JSONReader(maximumBytes: 1 << 24).read(body)) ?? .null }
    subscript(name: String) -> String? { fields[name]?.first }

    /// The first answer in `bytes` and how long it is; `nil` while it is not complete.
    static func read(_ bytes: [UInt8]) -> (Answer, Int)? {
        let end = Array("\r\n\r\n".utf8)
        guard let blank = bytes.firstRange(of: end) else { return nil }
        let lines = String(decoding: bytes[..<blank.lowerBound], as: UTF8.self)
            .components(separatedBy: "\r\n")
        var fields: [String: [String]] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            let value = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
            fields[parts[0].lowercased(), default: []].append(String(value))
        }
        let length = fields["content-length"]?.first.flatMap { Int($0) } ?? 0
        guard bytes.count >= blank.upperBound + length else { return nil }
        let status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let body = Array(bytes[blank.upperBound..<(blank.upperBound + length)])
        return (Answer(status: status, fields: fields, body: body), blank.upperBound + length)
    }
}

extension NIOSSLContext {
    /// For clients that speak `name` and take any certificate.
    static func trusting(_ name: String) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        configuration.applicationProtocols = [name]
        return try NIOSSLContext(configuration: configuration)
    }
}

extension ServerAddress {
    func get(_ target: String, _ fields: String = "") async throws -> Answer {
        try await send("GET \(target) HTTP/1.1\r\nHost: cloud\r\n\(fields)\r\n")
    }

    func post(_ target: String, form: String, _ fields: String = "") async throws -> Answer {
        try await send(
            "POST \(target) HTTP/1.1\r\nHost: cloud\r\nContent-Length: \(form.utf8.count)\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n\(fields)\r\n\(form)")
    }

    func send(_ request: String) async throws -> Answer {
        try await Wire.open(to: self) { wire in
            try await wire.send(request)
            return try await wire.answer()
        }
    }
}
