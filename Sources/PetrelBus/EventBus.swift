internal import CPetrelBus

/// Tells events to whoever asked for them, inside one process.
///
/// ```swift
/// let bus = EventBus()
/// let subscription = bus.subscribe(to: VolumeAttached.self) { event in print(event.volume) }
/// bus.post(VolumeAttached(volume: "data-1"))
/// ```
///
/// - Order: what one thread posts reaches a subscription in that order; among the immediate handlers of one event,
///   higher priority comes first, then the earlier subscription.
/// - Number of deliveries: each event once to each subscription that wants it, unless a full queue lets it go by the
///   rule that the subscription named, which is counted and reported.
/// - A slow reader costs the others nothing: only immediate handlers run on the posting thread.
/// - At the end: see ``drain()`` and ``close()``.
///
/// All of it may be used from any thread, and from inside handlers.
public final class EventBus: Sendable {
    /// Shown in the topology.
    public let name: String
    /// How many posts inside handlers may follow from one another before the chain is cut.
    public let hopLimit: Int

    /// What posting threads look at. Also the identity of this bus on their records.
    nonisolated(unsafe) let switchboard: UnsafeMutablePointer<petrel_switchboard>
    // Unsafe only as every pointer is: what it points to is read and written atomically.

    let registry: Guarded<Registry>
    let scheduler: any DeliveryScheduler

    /// Makes a bus that handles queued events on threads of its own, or as `scheduler` decides.
    ///
    /// `hopLimit` bounds chains of posts from inside handlers (A's handler posts B, whose handler posts A …).
    public init(
        name: String = "bus", hopLimit: Int = 1000, scheduler: any DeliveryScheduler = .threads
    ) {
        self.name = name
        self.hopLimit = hopLimit
        self.scheduler = scheduler
        switchboard = .allocate(capacity: 1)
        registry = Guarded(Registry(switchboard: switchboard))
    }

    deinit {
        for record in registry.withLock({ Array($0.records.values) }) { record.worker?.stop() }
        registry.withLock { $0.dispose() }
        switchboard.deallocate()
        Reclaimer.collect()
    }

    /// Changes who gets what.
    @discardableResult
    func change<Result: Sendable>(_ body: (inout Registry) -> sending Result) -> Result {
        let (result, retired) = registry.withLock { registry in
            let result = body(&registry)
            return (result, registry.takeRetired())
        }
        Reclaimer.retire(retired)
        return result
    }

    /// Takes a subscription out and frees what it held; with `waiting`, returns only when no other thread is in its
    /// handler.
    func remove(_ record: SubscriptionRecord, waiting: Bool) {
        record.counters.cancel()
        change { $0.remove(record) }
        let retired = Reclaimer.takeAll()
        petrel_reader_barrier()
        if waiting, petrel_reader_current()?.pointee.bus == nil {
            for reader in Readers.all { Self.wait(until: reader, leaves: record) }
        }
        Reclaimer.reclaim(retired)
    }

    private static func wait(
        until reader: UnsafeMutablePointer<petrel_reader>, leaves record: SubscriptionRecord
    ) {
        let epoch = petrel_reader_epoch(reader)
        let counters = UnsafeRawPointer(record.counters.pointer)
        while !epoch.isMultiple(of: 2), petrel_reader_epoch(reader) == epoch,
            petrel_reader_running(reader) == counters
        {
            petrel_pause()
        }
    }
}
