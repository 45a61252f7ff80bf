internal import CRabbitMQ
internal import Glibc
internal import Synchronization

/// The library's connection, destroyed with this.
final class AMQPHandle {
    let state: amqp_connection_state_t

    init?() {
        guard let state = amqp_new_connection() else { return nil }
        self.state = state
    }

    deinit { amqp_destroy_connection(state) }
}

/// Ends a connection from outside, also while the library is stuck in it.
///
/// It holds a second descriptor of the socket: the library may close its own at any moment, and the number could then
/// be somebody else's.
final class SocketBreaker: Sendable {
    private let socket = Mutex<Int32>(-1)

    deinit { release() }

    func hold(_ original: Int32) -> Int32 {
        let copy = fcntl(original, F_DUPFD_CLOEXEC, 0)
        socket.withLock { socket in
            if socket >= 0 { Glibc.close(socket) }
            socket = copy
        }
        return copy
    }

    /// What reads or writes fails from now on.
    func cut() {
        socket.withLock { if $0 >= 0 { _ = shutdown($0, Int32(SHUT_RDWR)) } }
    }

    func release() {
        socket.withLock { socket in
            if socket >= 0 { Glibc.close(socket) }
            socket = -1
        }
    }

    /// Whether there is room for a message or two that a peer does not read yet.
    var hasRoom: Bool {
        socket.withLock { socket in
            var wanted = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
            return socket >= 0 && poll(&wanted, 1, 0) == 1
        }
    }

    /// Room for a window of small messages, whatever the system would begin with.
    func enlarge() {
        socket.withLock { socket in
            var bytes: Int32 = 1 << 20
            _ = setsockopt(
                socket, SOL_SOCKET, SO_SNDBUF, &bytes, socklen_t(MemoryLayout<Int32>.size))
        }
    }
}
