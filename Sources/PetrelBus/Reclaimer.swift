internal import CPetrelBus
internal import Synchronization

/// Frees what posting threads have left behind, for all buses of the process.
///
/// Nobody waits here: what is still being read is left to the thread that reads it, which collects on its way out.
enum Reclaimer {
    private static let retired = Mutex<[Retired]>([])

    static func retire(_ items: [Retired]) {
        guard !items.isEmpty else { return }
        retired.withLock { $0 += items }
        collect()
    }

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
