internal import NIOCore
internal import NIOHTTP1

/// An open connection: one request after the other, each with its answer.
struct HTTPExchange {
    let endpoint: Endpoint
    let outbound: NIOAsyncChannelOutboundWriter<HTTPClientRequestPart>
    var inbound: NIOAsyncChannelInboundStream<HTTPClientResponsePart>.AsyncIterator
    let deadline: ExchangeDeadline

    /// The longest body that is read as a whole.
    private static let longestBody = 64 << 20

    /// Asks and reads the whole answer.
    mutating func ask(_ question: HTTPQuestion) async throws -> HTTPReply {
        let head = try await begin(question)
        var body: [UInt8] = []
        while let chunk = try await chunk() {
            guard body.count + chunk.readableBytes <= Self.longestBody else {
                throw HTTPTrouble.tooLong
            }
            body.append(contentsOf: chunk.readableBytesView)
        }
        deadline.clear()
        return HTTPReply(status: Int(head.status.code), headers: head.headers, body: body)
    }

    /// Asks and reads the head of the answer; ``chunk()`` gives its body.
    mutating func begin(_ question: HTTPQuestion) async throws -> HTTPResponseHead {
        deadline.set()
        try await outbound.write(.head(question.head(for: endpoint)))
        if !question.body.isEmpty {
            try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: question.body))))
        }
        try await outbound.write(.end(nil))
        while let part = try await inbound.next() {
            if case .head(let head) = part, head.status.code >= 200 { return head }
        }
        throw deadline.hasPassed ? HTTPTrouble.tooSlow(deadline.limit) : HTTPTrouble.closed
    }

    /// The next piece of the body; `nil` at its end.
    mutating func chunk() async throws -> ByteBuffer? {
        guard let part = try await inbound.next() else {
            throw deadline.hasPassed ? HTTPTrouble.tooSlow(deadline.limit) : HTTPTrouble.closed
        }
        if case .body(let chunk) = part { return chunk }
        return nil
    }
}

/// Why an exchange did not come to its end.
enum HTTPTrouble: Error, CustomStringConvertible {
    case closed
    case tooSlow(Duration)
    case tooLong

    var description: String {
        switch self {
        case .closed: "the connection was closed before the answer was complete"
        case .tooSlow(let limit): "there was no complete answer within \(limit.settingText)"
        case .tooLong: "the answer is longer than is read at once"
        }
    }
}
