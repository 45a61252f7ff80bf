internal import CPetrelBus

/// What a subscription counts, read by posting threads and by the topology at any time.
final class SubscriptionCounters: @unchecked Sendable {
    // Unchecked because it is a pointer; every access to what it points to is atomic.
    let pointer: UnsafeMutablePointer<petrel_subscription>

    init() {
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: petrel_subscription())
    }

    deinit {
        pointer.deallocate()
    }

    func remember(owner: SubscriptionRecord) {
        pointer.pointee.owner = UnsafeRawPointer(Unmanaged.passUnretained(owner).toOpaque())
    }

    var isCancelled: Bool { petrel_is_cancelled(pointer) }
    var rejected: Int { Int(petrel_counters(pointer).rejected) }
    var failed: Int { Int(petrel_counters(pointer).failed) }
    var dropped: Int { Int(petrel_counters(pointer).dropped) }
    var sampled: Duration { .nanoseconds(petrel_counters(pointer).sampled_ns) }
    var slowest: Duration { .nanoseconds(petrel_counters(pointer).slowest_ns) }

    func reject() {
        petrel_rejected(pointer)
    }

    /// A condition held: whoever watches this delivery for dead events may stop.
    func accept() {
        petrel_reader_current()?.pointee.accepted = 1
    }

    func fail() {
        petrel_failed(pointer)
    }

    func cancel() {
        petrel_cancel(pointer)
    }

    func drop() {
        petrel_dropped(pointer)
    }

    /// One measured call that stands for `weight` calls.
    func took(_ nanoseconds: UInt64, weight: UInt64) {
        petrel_took(pointer, nanoseconds, weight)
    }
}
