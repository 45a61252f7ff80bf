internal import CCurl
internal import Glibc

/// Waits for the sockets of a sender's transfers, on its thread.
///
/// The library's own waiting looks at every transfer each time. Here one that waits for a slow receiver costs nothing
/// until there is something to do.
final class CurlWatch {
    private static let mostEvents = 256

    private let poll: Int32
    /// Readable when somebody has put something into the thread's inbox.
    private let bell: Int32
    private var events = [epoll_event](repeating: epoll_event(), count: mostEvents)

    init(bell: Int32) {
        self.bell = bell
        poll = petrel_epoll()
        precondition(poll >= 0, "the system has no means to wait for sockets")
        control(EPOLL_CTL_ADD, bell, EPOLLIN.rawValue, 0)
    }

    deinit { close(poll) }

    /// Does what can be done now, and before that waits for it.
    func wait(_ sets: [CurlSet]) {
        let count = epoll_wait(poll, &events, Int32(Self.mostEvents), Self.milliseconds(sets))
        for event in events.prefix(max(0, Int(count))) {
            let socket = Int32(truncatingIfNeeded: event.data.u64)
            if socket == bell {
                var rings: UInt64 = 0
                _ = read(bell, &rings, MemoryLayout<UInt64>.size)
            } else {
                sets[Int(event.data.u64 >> 32)].act(socket, Self.action(event))
            }
        }
        let now = ContinuousClock.now
        for set in sets {
            guard let due = set.due, due <= now else { continue }
            set.due = nil
            set.act()
        }
    }

    private static func milliseconds(_ sets: [CurlSet]) -> Int32 {
        guard let due = sets.lazy.compactMap(\.due).min() else { return 60_000 }
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

    private func control(_ operation: Int32, _ socket: Int32, _ wanted: UInt32, _ set: Int) {
        let mark = UInt64(set) << 32 | UInt64(UInt32(bitPattern: socket))
        var event = epoll_event(events: wanted, data: epoll_data_t(u64: mark))
        guard epoll_ctl(poll, operation, socket, &event) != 0 else { return }
        // A socket that the library closed by itself is out of the set already, and one that it only put aside may not be.
        switch (operation, errno) {
        case (EPOLL_CTL_MOD, ENOENT): epoll_ctl(poll, EPOLL_CTL_ADD, socket, &event)
        case (EPOLL_CTL_ADD, EEXIST): epoll_ctl(poll, EPOLL_CTL_MOD, socket, &event)
        default: break
        }
    }

    func watch(_ socket: Int32, for what: Int32, isNew: Bool, of set: CurlSet) {
        guard what != CURL_POLL_REMOVE else {
            return control(EPOLL_CTL_DEL, socket, 0, set.number)
        }
        var wanted: UInt32 = 0
        if what & CURL_POLL_IN != 0 { wanted |= EPOLLIN.rawValue }
        if what & CURL_POLL_OUT != 0 { wanted |= EPOLLOUT.rawValue }
        control(isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, wanted, set.number)
    }
}
