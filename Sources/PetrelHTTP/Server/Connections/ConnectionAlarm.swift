internal import NIOCore

/// One timer of a connection. Moving it further away costs nothing: it rings at the old time, finds
/// that it is too early and is set again.
struct ConnectionAlarm {
    private var timer: Scheduled<Void>?
    private var rings = NIODeadline.distantFuture

    /// Rings at `deadline` or before; `nil` is not at all, perhaps once more.
    mutating func set(
        _ deadline: NIODeadline?, on loop: any EventLoop, ring: @escaping () -> Void
    ) {
        guard let deadline, timer == nil || deadline < rings else { return }
        timer?.cancel()
        rings = deadline
        timer = loop.assumeIsolated().scheduleTask(deadline: deadline, ring)
    }

    /// To be told by whoever hears it ring.
    mutating func rang() { timer = nil }

    mutating func cancel() {
        timer?.cancel()
        timer = nil
    }
}
