internal import CPetrelBus

/// Frees what posting threads have left behind, for all buses of the process.
///
/// Nobody waits here for longer than a post takes: what is read for longer is left to the thread that reads it, which
/// sees to it on its way out.
enum Reclaimer {
    private static let retired = Guarded<[Retired]>([])
    private static let collector = Collector()

    /// So many things may lie about before a change that needs no collecting collects all the same.
    private static let tolerated = 64
    /// How often a reader is looked at before it is left to itself; together some microseconds.
    private static let patience = 200

    /// Takes note of what a change put out of use.
    static func retire(_ items: [Retired]) {
        guard !items.isEmpty else { return }
        let count = retired.withLock { all in
            all += items
            return all.count
        }
        if count > tolerated { collect() }
    }

    static func collect() {
        let items = takeAll()
        guard !items.isEmpty else { return }
        petrel_reader_barrier()
        reclaim(items)
    }

    /// Has the collecting thread do it.
    static func collectElsewhere() {
        collector.wake()
    }

    /// All that was retired so far. A barrier must pass before it is given to ``reclaim(_:)``.
    static func takeAll() -> [Retired] {
        retired.withLock { all in
            defer { all = [] }
            return all
        }
    }

    /// Frees what nobody reads any more. Freeing runs code of those who held it: no lock is held here.
    static func reclaim(_ items: [Retired]) {
        var items = items
        var looks = 0
        while true {
            items = items.compactMap { item in
                var item = item
                return item.reclaimIfUnread() ? nil : item
            }
            looks += 1
            guard !items.isEmpty, looks < patience, !isInside else { break }
            petrel_relax()
        }
        leave(items)
    }

    /// This thread itself may be what is waited for.
    private static var isInside: Bool { petrel_reader_current()?.pointee.bus != nil }

    /// Leaves things to their readers.
    private static func leave(_ items: [Retired]) {
        guard !items.isEmpty else { return }
        retired.withLock { $0 += items }
        for item in items { item.askReaders() }
        // A reader may have left before it could see that it was asked.
        petrel_reader_barrier()
        guard items.contains(where: \.isUnread) else { return }
        collectElsewhere()
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
