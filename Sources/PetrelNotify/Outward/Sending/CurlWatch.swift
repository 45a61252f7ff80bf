internal import CCurl
internal import Glibc

/// Waits for the sockets of a sender's transfers, on its thread.
///
/// The library's own waiting looks at every transfer each time. Here one that waits for a slow receiver costs nothing
/// until there is something to do.
final class CurlWatch {
    private static let mostEvents = 256

    private let multi: UnsafeMutableRawPointer
    private let poll: Int32
    /// Readable when somebody has put something into the thread's inbox.
    private let bell: Int32
    /// When the library wants to be asked although nothing has happened.
    private var due: ContinuousClock.Instant?
    private var events = [epoll_event](repeating: epoll_event(), count: mostEvents)

    init(_ multi: UnsafeMutableRawPointer, bell: Int32) {
        (self.multi, self.bell) = (multi, bell)
        poll = petrel_epoll()
        precondition(poll >= 0, "the system has no means to wait for sockets")
        control(EPOLL_CTL_ADD, bell, EPOLLIN.rawValue)
        let context = Unmanaged.passUnretained(self).toOpaque()
        petrel_curl_multi_on_socket(multi, watchSocket, context)
        petrel_curl_multi_on_timer(multi, setTimer, context)
    }

    deinit { close(poll) }

    /// Does what can be done now, and before that waits for it.
    func wait() {
        let count = epoll_wait(poll, &events, Int32(Self.mostEvents), milliseconds)
        var running: Int32 = 0
        for event in events.prefix(max(0, Int(count))) {
            if event.data.fd == bell {
                var rings: UInt64 = 0
                _ = read(bell, &rings, MemoryLayout<UInt64>.size)
            } else {
                curl_multi_socket_action(multi, event.data.fd, Self.action(event), &running)
            }
        }
        guard let due, due <= .now else { return }
        self.due = nil
        curl_multi_socket_action(multi, petrel_curl_no_socket(), 0, &running)
    }

    private var milliseconds: Int32 {
        guard let due else { return 60_000 }
        let left = (due - .now) / .milliseconds(1)
        return Int32(max(0, min(60_000, left.rounded(.up))))
    }

    private static func action(_ event: epoll_event) -> Int32 {
        var action: Int32 = 0
        if event.events & EPOLLIN.rawValue != 0 { action |= CURL_CSELECT_IN }
        if event.events & EPOLLOUT.rawValue != 0 { action |= CURL_CSELECT_OUT }
        let trouble = EPOLLERR.rawValue | EPOLLHUP.rawValue
        if event.events & trouble != 0 { action |= CURL_CSELECT_ERR }
        return action
    }

    private func control(_ operation: Int32, _ socket: Int32, _ wanted: UInt32) {
        var event = epoll_event(events: wanted, data: epoll_data_t(fd: socket))
        guard epoll_ctl(poll, operation, socket, &event) != 0 else { return }
        // A socket that the library closed by itself is out of the set already, and one that it only put aside may not be.
        switch (operation, errno) {
        case (EPOLL_CTL_MOD, ENOENT): epoll_ctl(poll, EPOLL_CTL_ADD, socket, &event)
        case (EPOLL_CTL_ADD, EEXIST): epoll_ctl(poll, EPOLL_CTL_MOD, socket, &event)
        default: break
        }
    }

    fileprivate func watch(_ socket: Int32, for what: Int32, isNew: Bool) {
        guard what != CURL_POLL_REMOVE else { return control(EPOLL_CTL_DEL, socket, 0) }
        var wanted: UInt32 = 0
        if what & CURL_POLL_IN != 0 { wanted |= EPOLLIN.rawValue }
        if what & CURL_POLL_OUT != 0 { wanted |= EPOLLOUT.rawValue }
        control(isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, wanted)
        if isNew { curl_multi_assign(multi, socket, Unmanaged.passUnretained(self).toOpaque()) }
    }

    fileprivate func set(_ milliseconds: Int) {
        due = milliseconds < 0 ? nil : .now + .milliseconds(milliseconds)
    }
}

/// What the library calls.
private func watchSocket(
    _ easy: UnsafeMutableRawPointer?, _ socket: curl_socket_t, _ what: Int32,
    _ context: UnsafeMutableRawPointer?, _ known: UnsafeMutableRawPointer?
) -> Int32 {
    guard let context else { return -1 }
    Unmanaged<CurlWatch>.fromOpaque(context).takeUnretainedValue()
        .watch(socket, for: what, isNew: known == nil)
    return 0
}

private func setTimer(
    _ multi: UnsafeMutableRawPointer?, _ milliseconds: Int, _ context: UnsafeMutableRawPointer?
) -> Int32 {
    guard let context else { return -1 }
    Unmanaged<CurlWatch>.fromOpaque(context).takeUnretainedValue().set(milliseconds)
    return 0
}
