internal import CPetrelBus

/// Frees what posting threads have left behind, for all buses of the process.
///
/// Nobody waits here: what is still being read is left to the thread that reads it, which sees to it on its way out.
enum Reclaimer {
    private static let retired = Guarded<[Retired]>([])

    static func retire(_ items: [Retired]) {
        guard !items.isEmpty else { return }
        retired.withLock { $0 += items }
        collect()
    }

    /// Has the collecting thread do it.
    static func collectElsewhere() {
        collector.wake()
    }

    private static let collector = Collector()

    static func collect() {
        guard let asked = collectOnce() else { return }
        // A thread may have left before it could see that it was asked: look once more.
        petrel_reader_barrier()
        if asked { _ = collectOnce() }
    }

    /// Frees what it can; `nil` when nothing is left, else whether readers were asked to collect.
    private static func collectOnce() -> Bool? {
        var items = retired.withLock { all in
            defer { all = [] }
            return all
        }
        guard !items.isEmpty else { return nil }
        petrel_reader_barrier()
        // Freeing runs code of those who held what is freed, so no lock is held here.
        items = items.compactMap { item in
            var item = item
            return item.reclaimIfUnread() ? nil : item
        }
        guard !items.isEmpty else { return nil }
        retired.withLock { $0 += items }
        for item in items { item.askReaders() }
        return true
    }
}

/// A thread that collects when woken.
private final class Collector: @unchecked Sendable {
    // Unchecked because `isWoken` is only touched with the monitor locked.
    private let monitor = petrel_monitor_make()
    private var isWoken = false

    init() {
        let pointer = Unmanaged.passRetained(self).toOpaque()
        let isRunning = petrel_thread_start(
            { Unmanaged<Collector>.fromOpaque($0).takeUnretainedValue().run() }, pointer)
        // Without a thread of its own, things wait for the next change, which collects too.
        if !isRunning { Unmanaged<Collector>.fromOpaque(pointer).release() }
    }

    func wake() {
        petrel_monitor_lock(monitor)
        let wasWoken = isWoken
        isWoken = true
        petrel_monitor_unlock(monitor)
        if !wasWoken { petrel_monitor_signal(monitor) }
    }

    private func run() {
        while true {
            petrel_monitor_lock(monitor)
            while !isWoken { petrel_monitor_wait(monitor) }
            isWoken = false
            petrel_monitor_unlock(monitor)
            Reclaimer.collect()
        }
    }
}
