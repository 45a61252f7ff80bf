internal import Foundation
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// The clients. They read blocks and count them, and do nothing else with them.
///
/// Orders come as lines: `open N` opens so many more and says `opened` once each has got its first block; `expect N`
/// says `reached TIME` once so many more blocks have come altogether; `times` tells when the blocks of the first client
/// came.
final class Listeners: Sendable {
    private struct State {
        var blocks = 0
        var target = Int.max
        var times: [Int64] = []
        var word = ""
    }

    private let port: Int
    private let request: ByteBuffer
    private let state = Mutex(State())

    init(port: Int, authorization: String) {
        self.port = port
        request = ByteBuffer(
            string: "GET /v1/events/stream?type=BENCH HTTP/1.1\r\nHost: bench\r\n"
                + "Authorization: Basic \(authorization)\r\n\r\n")
    }

    func obey() throws {
        var open = 0
        while let line = readLine() {
            let words = line.split(separator: " ")
            let number = words.dropFirst().first.flatMap { Int($0) } ?? 0
            switch words.first {
            case "open":
                expect(number, saying: "opened")
                for start in stride(from: open, to: open + number, by: 256) {
                    try connect(first: start, count: min(256, open + number - start))
                }
                open += number
            case "expect": expect(number, saying: "reached")
            case "times": say(state.withLock { $0.times }.map(String.init).joined(separator: " "))
            default: return
            }
        }
    }

    private func expect(_ number: Int, saying word: String) {
        state.withLock { state in
            state.target = state.blocks + number
            state.word = word
        }
        if word == "reached" { say("ready") }
    }

    private func connect(first: Int, count: Int) throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let channels = (first..<first + count).map { number in
            ClientBootstrap(group: group)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let reader = BlockReader { self.came($0, isFirst: number == 0) }
                        try channel.pipeline.syncOperations.addHandler(reader)
                    }
                }
                .connect(host: "127.0.0.1", port: port)
        }
        for channel in channels { try channel.wait().writeAndFlush(request, promise: nil) }
    }

    private func came(_ blocks: Int, isFirst: Bool) {
        let now = monotonicNanoseconds()
        let word = state.withLock { state -> String? in
            state.blocks += blocks
            if isFirst { state.times += Array(repeating: now, count: blocks) }
            guard state.blocks >= state.target else { return nil }
            state.target = .max
            return state.word
        }
        if let word { say("\(word) \(now)") }
    }

    private func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}

/// Counts blocks: they end with two line feeds, which stand nowhere else.
private final class BlockReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let came: @Sendable (Int) -> Void
    private var followsLineFeed = false

    init(came: @escaping @Sendable (Int) -> Void) { self.came = came }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let blocks = unwrapInboundIn(data).withUnsafeReadableBytes { count($0) }
        if blocks > 0 { came(blocks) }
    }

    private func count(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        let lineFeed = Int32(UInt8(ascii: "\n"))
        var (blocks, position) = (0, 0)
        while let found = memchr(base + position, lineFeed, bytes.count - position) {
            let place = UnsafeRawPointer(found) - base
            if place == position, followsLineFeed {
                blocks += 1
                followsLineFeed = false
            } else {
                followsLineFeed = true
            }
            position = place + 1
            guard position < bytes.count else { return blocks }
        }
        followsLineFeed = false
        return blocks
    }
}
