internal import CPetrelBus

/// A value behind a lock: `Synchronization.Mutex` over the system's lock, which the thread sanitizer knows, so that a
/// race it reports here is a race.
package final class Guarded<Value>: @unchecked Sendable {
    // Unchecked because the value is only touched with the lock held.
    private let lock = petrel_monitor_make()
    private var value: Value

    package init(_ value: sending Value) {
        self.value = value
    }

    deinit {
        petrel_monitor_free(lock)
    }

    /// Runs `body` with the lock held. It must not come back here, nor call code that it does not know.
    package func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        petrel_monitor_lock(lock)
        defer { petrel_monitor_unlock(lock) }
        return try body(&value)
    }
}
