internal import CNotifyBench
internal import ChildProcesses
internal import Foundation

/// The receivers, in a process of their own; what they took is in memory that both processes have.
final class SinkProcess {
    static let capacity: Int64 = 1 << 22

    let port: Int
    private let file: String
    private let process: ChildProcess
    private let memory: UnsafeMutableRawPointer

    struct NoMemory: Error {}

    init() async throws {
        file = FileManager.default.temporaryDirectory.appending(path: "sink-\(UUID())").path
        guard let memory = petrel_arrivals_open(file, Self.capacity) else { throw NoMemory() }
        self.memory = memory
        port = FreePort.next()
        process = try Part.start(["sink", "\(port)", file])
        while !FreePort.answers(port) { try await Task.sleep(for: .milliseconds(5)) }
    }

    deinit {
        process.send(SIGKILL)
        unlink(file)
    }

    /// Where one of many receivers is: each has an address of its own, so that no two share a connection.
    func address(_ number: Int, _ kind: Receiver = .healthy) -> String {
        "http://127.0.\(1 + number / 250).\(1 + number % 250):\(port)/\(kind.rawValue)/\(number)"
    }

    enum Receiver: String {
        case healthy = "h"
        /// Answers after a second.
        case slow = "s"
        /// Takes what it is sent and never answers.
        case dead = "d"
    }

    var healthy: Int64 { petrel_arrivals_healthy(memory) }

    func forget() { petrel_arrivals_clear(memory) }

    /// Waits until the healthy receivers have taken so many; whether they have, within the time.
    @discardableResult
    func hasTaken(_ count: Int, within limit: Duration = .seconds(600)) async throws -> Bool {
        let end = ContinuousClock.now + limit
        while healthy < count {
            guard ContinuousClock.now < end else { return false }
            try await Task.sleep(for: .milliseconds(1))
        }
        return true
    }

    /// Each that came, in its order.
    var arrivals: [petrel_arrival] {
        (0..<petrel_arrivals_count(memory)).map { petrel_arrivals_at(memory, $0) }
    }
}

private enum FreePort {
    static func next() -> Int {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = address(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                _ = bind(listener, pointer, length)
                _ = getsockname(listener, pointer, &length)
            }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    static func answers(_ port: Int) -> Bool {
        let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(client) }
        var address = address(port)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                connect(client, pointer, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private static func address(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return address
    }
}
