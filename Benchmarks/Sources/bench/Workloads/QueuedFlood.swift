internal import BenchmarkEvents
internal import PetrelBus

/// One publisher that posts as fast as it can, one subscriber behind a queue.
enum QueuedFlood: Workload {
    static let name = "QueuedFlood"
    /// Fits into the queue, so that nothing is dropped however slow the consumer is.
    static let burst = 50_000
    static let limit = 1 << 16

    static func rows(patience: Double) -> [Row] {
        let batches = CQueue(.batches, limit: limit)
        let single = CQueue(.single, limit: limit)
        let flood = Flood(limit: limit)
        let costs = Interleaved.measure(
            seconds: 4 * patience,
            [
                { bursts in for _ in 0..<bursts { batches.flood(burst) } },
                { bursts in for _ in 0..<bursts { flood.run(burst) } },
                { bursts in for _ in 0..<bursts { single.flood(burst) } },
            ])
        let each = costs.map { ($0.median / Double(burst), $0.best / Double(burst)) }
        let blocks = Allocations.during { for _ in 0..<20 { flood.run(burst) } }
        return [
            Row(
                work: "queued, flood of \(grouped(Double(burst))) events", unit: .nanoseconds,
                limit: .init(name: "C++ mutex and condition variable", value: each[0].0),
                ours: each[1].0, target: .ratioAtMost(1.6),
                allocations: Double(blocks) / Double(20 * burst),
                remarks: [
                    "medians, since the best round is the one in which the consumer slept: "
                        + "C++ \(decimal(each[0].1, 1)) ns, Petrel \(decimal(each[1].1, 1)) ns; a C++ queue that "
                        + "takes events one by one: median \(decimal(each[2].0, 1)) ns",
                    "the C++ consumer takes all that waits at once; here each event is moved by itself, because "
                        + "the bound is exact and several publishers, or a rule, may move either end",
                ])
        ]
    }
}

/// A bus with one queued subscriber that says when it has seen the last event of a burst.
final class Flood {
    private let bus = EventBus()
    private let meter = BurstMeter()
    private let subscription: Subscription
    private var posted = 0

    init(limit: Int) {
        subscription = bus.subscribe(
            meter, delivery: .queued(limit: limit, whenFull: .dropNewest))
    }

    func run(_ count: Int) {
        meter.last = count - 1
        var event = VolumeResized()
        for i in 0..<count {
            event.sequence = i
            event.bytes = i & 7
            bus.post(event)
        }
        meter.done.wait()
        posted += Publishing.bytes(count)
        precondition(meter.total == posted, "the queued subscriber missed events")
    }
}

/// Adds bytes, and signals after the last event of a burst.
final class BurstMeter: Handler<VolumeResized>, @unchecked Sendable {
    // Unchecked: the publisher sets `last` between bursts, when no event is on its way.
    let done = Semaphore()
    var last = -1
    private(set) var total = 0

    override func handle(_ event: VolumeResized) {
        total &+= event.bytes
        if event.sequence == last { done.signal() }
    }
}
