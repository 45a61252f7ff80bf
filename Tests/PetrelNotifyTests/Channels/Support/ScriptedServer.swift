internal import Glibc
internal import PetrelTesting
internal import Synchronization

/// A server on a free port of this machine that answers what a test tells it to, byte for byte.
///
/// Each connection has a thread of its own and may ask several times. It stops when it is let go.
final class ScriptedServer: Sendable {
    struct Request: Sendable {
        var line: String
        /// Names in lower case.
        var headers: [(name: String, value: String)]
        var body: [UInt8]
        /// The number of the connection it came on, from 1.
        var connection: Int

        func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    }

    /// What a connection does once a request is there.
    enum Answer: Sendable {
        case bytes([UInt8])
        /// The bytes, and then these again and again until nobody reads.
        case endless([UInt8], then: [UInt8])
        /// The bytes, and then the end of the connection.
        case last([UInt8])
        /// Nothing until the other side goes.
        case nothing

        static func status(_ status: Int, _ headers: String = "", _ body: String = "") -> Answer {
            .bytes(
                Array(
                    "HTTP/1.1 \(status) Said\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
                        .utf8))
        }
    }

    let port: Int
    let requests = Recorder<Request>()
    private let listener: Int32
    private let connections = Mutex(0)
    private let answer: @Sendable (Request) -> Answer

    var url: String { "http://127.0.0.1:\(port)/events" }
    var connectionCount: Int { connections.withLock { $0 } }

    init(_ answer: @escaping @Sendable (Request) -> Answer = { _ in .status(204) }) {
        self.answer = answer
        listener = Socket.listening()
        port = Socket.port(of: listener)
        Threads.begin { [weak self, listener] in
            // Only who accepts may close: the number could be another server's a moment later.
            defer { close(listener) }
            while true {
                let socket = accept(listener, nil, nil)
                guard socket >= 0 else { return }
                guard let self else {
                    close(socket)
                    return
                }
                let number = connections.withLock { count in
                    count += 1
                    return count
                }
                Threads.begin { [weak self] in
                    defer { close(socket) }
                    var reader = RequestReader(socket, number)
                    while let request = reader.next(), let answer = self?.take(request),
                        Self.give(answer, socket)
                    {}
                }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func take(_ request: Request) -> Answer {
        requests.record(request)
        return answer(request)
    }

    /// Whether the connection goes on.
    private static func give(_ answer: Answer, _ socket: Int32) -> Bool {
        switch answer {
        case .bytes(let bytes): return Socket.write(bytes, socket)
        case .last(let bytes):
            _ = Socket.write(bytes, socket)
            return false
        case .endless(let bytes, let more):
            guard Socket.write(bytes, socket) else { return false }
            while Socket.write(more, socket) {}
            return false
        case .nothing:
            var byte: UInt8 = 0
            while read(socket, &byte, 1) > 0 {}
            return false
        }
    }
}
