import Foundation
import NIOCore
import NIOPosix
import PetrelCloud
import PetrelHTTP

/// A client of an event stream that knows HTTP/1.1 chunks and the format of streams, and nothing else.
final class Listener {
    /// A block between two blank lines.
    struct Block: Sendable, Hashable {
        var id: String?
        var event: String?
        var data: String?
        var retry: String?
        var isComment = false

        var json: JSONValue { data.flatMap { try? JSONReader().read($0) } ?? .null }
        var type: String { json["type"]?.string ?? "" }
        var sequence: Int64 { id.flatMap { Int64($0) } ?? 0 }
        /// Whether it tells an event of the cloud, and not of the stream.
        var isEvent: Bool { event?.hasSuffix("Event") ?? false }
    }

    struct Ended: Error {
        /// Whether the body ended as it should.
        let isComplete: Bool
        let received: String
    }

    private(set) var status = 0
    private(set) var fields: [String: String] = [:]
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var bytes: [UInt8] = []
    private var body: [UInt8] = []
    private var isComplete = false

    private init(_ channel: Wire.Channel.Ends) {
        inbound = channel.inbound.makeAsyncIterator()
        outbound = channel.outbound
    }

    /// Listens for as long as `work` takes. `target` is what follows the stream's path.
    @discardableResult
    static func open<Result>(
        _ address: ServerAddress, _ target: String = "", as tenant: Tenants.Tenant? = nil,
        _ fields: String = "", receiveBuffer: Int32? = nil,
        _ work: (Listener) async throws -> Result
    ) async throws -> Result {
        var bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        if let receiveBuffer {
            bootstrap = bootstrap.channelOption(
                .socketOption(.so_rcvbuf), value: .init(receiveBuffer))
        }
        let channel = try await bootstrap.connect(host: address.host, port: address.port) {
            channel in
            channel.eventLoop.makeCompletedFuture {
                try Wire.Channel(wrappingChannelSynchronously: channel)
            }
        }
        return try await channel.executeThenClose { inbound, outbound in
            let listener = Listener(Wire.Channel.Ends(inbound: inbound, outbound: outbound))
            let request =
                "GET /v1/events/stream\(target) HTTP/1.1\r\nHost: cloud\r\n"
                + (tenant?.basic ?? "") + fields + "\r\n"
            try await outbound.write(ByteBuffer(string: request))
            return try await work(listener)
        }
    }

    /// Waits until the head has come.
    func head() async throws {
        while status == 0 { try await more() }
    }

    /// The next block, whatever it is.
    func next() async throws -> Block {
        while true {
            if let end = body.firstRange(of: Array("\n\n".utf8)) {
                let text = String(decoding: body[..<end.lowerBound], as: UTF8.self)
                body.removeFirst(end.upperBound)
                return Block(text)
            }
            if isComplete { throw ended }
            try await more()
        }
    }

    /// The next event of the cloud.
    func event() async throws -> Block {
        while true {
            let block = try await next()
            if block.isEvent { return block }
        }
    }

    func events(_ count: Int) async throws -> [Block] {
        var blocks: [Block] = []
        while blocks.count < count { blocks.append(try await event()) }
        return blocks
    }

    /// The next block of this name.
    func block(_ event: String) async throws -> Block {
        while true {
            let block = try await next()
            if block.event == event { return block }
        }
    }

    /// Everything up to the end of the stream.
    func rest() async -> [Block] {
        var blocks: [Block] = []
        while let block = try? await next() { blocks.append(block) }
        return blocks
    }

    /// The rest of an answer that is no stream.
    func text() async -> String {
        while (try? await more()) != nil {}
        return String(decoding: bytes + body, as: UTF8.self)
    }

    private var ended: Ended {
        Ended(isComplete: isComplete, received: String(decoding: body + bytes, as: UTF8.self))
    }

    private func more() async throws {
        guard let buffer = try await inbound.next(isolation: #isolation) else { throw ended }
        bytes += buffer.readableBytesView
        if status == 0 { readHead() }
        if fields["transfer-encoding"] == "chunked" { readChunks() }
    }

    private func readHead() {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
            .components(separatedBy: "\r\n")
        bytes.removeFirst(end.upperBound)
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            fields[parts[0].lowercased()] = String(parts.last?.drop { $0 == " " } ?? "")
        }
        status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? -1
    }

    private func readChunks() {
        var rest = bytes[...]
        while let line = rest.firstRange(of: Array("\r\n".utf8)) {
            let digits = String(decoding: rest[..<line.lowerBound], as: UTF8.self)
            guard let size = Int(digits, radix: 16), rest[line.upperBound...].count >= size + 2
            else { break }
            body += rest[line.upperBound..<(line.upperBound + size)]
            rest = rest[(line.upperBound + size + 2)...]
            if size == 0 { isComplete = true }
        }
        bytes = Array(rest)
    }
}

extension Listener.Block {
    fileprivate init(_ text: String) {
        for line in text.components(separatedBy: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = String(line[colon...].dropFirst().drop { $0 == " " })
            switch line[..<colon] {
            case "": isComment = true
            case "id": id = value
            case "event": event = value
            case "data": data = value
            case "retry": retry = value
            default: break
            }
        }
    }
}

extension NIOAsyncChannel {
    /// Both directions of a connection.
    struct Ends {
        let inbound: NIOAsyncChannelInboundStream<Inbound>
        let outbound: NIOAsyncChannelOutboundWriter<Outbound>
    }
}
