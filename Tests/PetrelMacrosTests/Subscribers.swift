#if Macros
    import PetrelBus
    import PetrelMacros
    import PetrelTesting

    struct VolumeAttached: Event, Equatable {
        var volume: String
    }

    struct TrafficCounted: Event, Equatable {
        var amount: Int
        var network = "net-1"
    }

    struct HostLost: Event, Equatable {
        var host: String
    }

    struct Refused: Error {}

    typealias Log = Recorder<String>

    /// Synchronous methods in each spelling.
    @Subscriber
    final class Meter: Sendable {
        let log: Log

        init(log: Log) { self.log = log }

        @Subscribe func attached(_ event: VolumeAttached) { log.record("attached \(event.volume)") }
        @Subscribe func counted(traffic: TrafficCounted) throws {
            if traffic.amount < 0 { throw Refused() }
            log.record("counted \(traffic.amount)")
        }
        @Subscribe private func lost(because event: HostLost) { log.record("lost \(event.host)") }
        func ignored(_ event: HostLost) { log.record("never") }
    }

    /// Two methods of one name, one method with two handlers' worth of priority.
    @Subscriber
    final class Clerk: Sendable {
        let log: Log

        init(log: Log) { self.log = log }

        @Subscribe func note(_ event: VolumeAttached) { log.record("late \(event.volume)") }
        @Subscribe(priority: 10) func noteFirst(_ event: VolumeAttached) {
            log.record("early \(event.volume)")
        }
        @Subscribe func note(_ event: HostLost) { log.record("host \(event.host)") }
    }

    /// Queues: one plain, one that looks into its events.
    @Subscriber
    final class Archive: Sendable {
        let log: Log

        init(log: Log) { self.log = log }

        @Subscribe(delivery: .queued(limit: 2, whenFull: .dropNewest))
        func attached(_ event: VolumeAttached) { log.record(event.volume) }

        @Subscribe(
            delivery: .queued(limit: 7, whenFull: .keepLatest(by: \TrafficCounted.network)))
        func counted(_ event: TrafficCounted) { log.record("\(event.amount)") }
    }

    /// What has to be awaited, and one method that has not.
    @Subscriber
    public actor Ledger {
        let log: Log
        private var total = 0

        init(log: Log) { self.log = log }

        @Subscribe func counted(_ event: TrafficCounted) {
            total += event.amount
            log.record("total \(total)")
        }
        @Subscribe(delivery: .queued(limit: 5, whenFull: .dropOldest))
        func attached(volume event: VolumeAttached) async throws {
            if event.volume.isEmpty { throw Refused() }
            log.record("booked \(event.volume)")
        }
        @Subscribe nonisolated func lost(_ event: HostLost) { log.record("lost \(event.host)") }
    }

    /// An asynchronous method of a class.
    @Subscriber
    final class Courier: Sendable {
        let log: Log

        init(log: Log) { self.log = log }

        @Subscribe func attached(_ event: VolumeAttached) async {
            await Task.yield()
            log.record("carried \(event.volume)")
        }
    }

    /// A class on the main actor, and a nested one.
    enum Console {
        @Subscriber
        @MainActor final class Window {
            let log: Log
            private var shown = 0

            init(log: Log) { self.log = log }

            @Subscribe func attached(_ event: VolumeAttached) {
                shown += 1
                log.record("shown \(shown)")
            }
        }
    }
#endif
