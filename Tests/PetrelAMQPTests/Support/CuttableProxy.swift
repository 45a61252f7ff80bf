internal import BrokerTesting
internal import Foundation
internal import Glibc
internal import Synchronization

/// Stands between client and broker, passes bytes on, and fails when told to.
final class CuttableProxy: Sendable {
    private struct State {
        var sockets: [Int32] = []
        var isSilent = false
        var isClosed = false
    }

    let port: Int
    private let upstream: Int
    private let listener: Int32
    private let state = Mutex(State())

    init(to upstream: Int) {
        self.upstream = upstream
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        FreePort.bind(listener)
        listen(listener, 16)
        port = FreePort.port(of: listener)
        let listener = listener
        Thread.detachNewThread { [weak self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0, let self else { return }
                pass(client)
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        cut()
    }

    /// Ends all connections; new ones are taken.
    func cut() {
        let sockets = state.withLock { state in
            defer { state.sockets = [] }
            return state.sockets
        }
        for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    /// From now on nothing passes, and nobody is told.
    func silence(_ isSilent: Bool) { state.withLock { $0.isSilent = isSilent } }

    private func pass(_ client: Int32) {
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard FreePort.connect(server, to: upstream) else {
            close(client)
            _ = close(server)
            return
        }
        state.withLock { $0.sockets += [client, server] }
        pump(from: client, to: server)
        pump(from: server, to: client)
    }

    private func pump(from source: Int32, to sink: Int32) {
        Thread.detachNewThread { [weak self] in
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = recv(source, &buffer, buffer.count, 0)
                guard count > 0 else { break }
                if self?.state.withLock(\.isSilent) == true { continue }
                guard Self.sendAll(buffer[..<count], to: sink) else { break }
            }
            shutdown(source, Int32(SHUT_RDWR))
            shutdown(sink, Int32(SHUT_RDWR))
        }
    }

    private static func sendAll(_ bytes: ArraySlice<UInt8>, to sink: Int32) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
                let count = send(sink, start, rest.count, Int32(MSG_NOSIGNAL))
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }
}
