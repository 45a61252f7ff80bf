internal import Synchronization

/// Who posts what to whom, how often, how long it takes and how far behind anyone is.
public struct Topology: Sendable {
    /// An event type that was posted.
    public struct EventType: Sendable {
        public let name: String
        /// How often it was posted.
        public let posted: Int
        /// How many of these nobody wanted; counted while somebody subscribes to ``DeadEvent``.
        public let dead: Int
        public let subscriptions: [SubscriptionInfo.ID]
    }

    public struct Subscriber: Sendable {
        public let info: SubscriptionInfo
        /// Events that reached the handler or its queue.
        public let delivered: Int
        /// Events of its type that its pattern or predicate turned down.
        public let rejected: Int
        /// Calls that threw.
        public let failed: Int
        /// Events that its queue let go.
        public let dropped: Int
        /// Time spent on the posting threads, estimated: the first few calls and then each 4,096th are measured.
        public let time: Duration
        /// The longest of the measured calls.
        public let slowest: Duration
        public let queue: Queue?
    }

    public struct Queue: Sendable {
        public let limit: Int
        /// Events waiting.
        public let depth: Int
        /// How long the first of them has waited, to a few milliseconds.
        public let ageOfOldest: Duration?
    }

    public let bus: String
    public let eventTypes: [EventType]
    public let subscriptions: [Subscriber]
}

extension SubscriptionInfo: Identifiable {}

extension EventBus {
    /// A picture of the bus as it is now. Counting is always on; taking the picture stops no one from posting.
    public var topology: Topology {
        let (routes, records) = registry.withLock {
            (Array($0.routes.values), Array($0.records.values))
        }
        return Topology(
            bus: name,
            eventTypes: routes.filter { $0.postedCount > 0 }.map(Topology.EventType.init)
                .sorted { $0.name < $1.name },
            subscriptions: records.map(Topology.Subscriber.init).sorted { $0.info.id < $1.info.id })
    }
}

extension Topology.EventType {
    init(_ route: Route) {
        name = "\(route.type)"
        posted = Int(route.postedCount)
        dead = Int(route.deadCount)
        subscriptions = route.members.map(\.record.info.id)
    }
}

extension Topology.Subscriber {
    init(_ record: SubscriptionRecord) {
        let offered = record.offeredCount
        let counters = record.counters
        info = record.info
        rejected = counters.rejected
        delivered = Int(offered) - rejected
        failed = counters.failed
        dropped = counters.dropped
        time = counters.sampled
        slowest = counters.slowest
        queue = record.worker.map {
            Topology.Queue(limit: $0.limit, depth: $0.backlog, ageOfOldest: $0.ageOfOldest)
        }
    }
}
