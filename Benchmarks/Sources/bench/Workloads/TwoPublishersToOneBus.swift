internal import BenchmarkEvents
internal import PetrelBus

/// Two threads that post to one bus, whose subscriber keeps a counter for each.
enum TwoPublishersToOneBus: Workload {
    static let name = "TwoPublishersToOneBus"

    static func rows(patience: Double) -> [Row] {
        let loop = CLoop(handlers: 1, byZone: true)
        let bus = EventBus()
        let meter = ZonedMeter()
        let subscription = bus.subscribe(meter)
        let costs = Interleaved.measure(
            seconds: 4 * patience, round: 4_000_000,
            timed: [1, 2].flatMap { threads in
                [
                    { count in Threads.run(threads) { loop.post(count, zone: $0) } },
                    { count in Threads.run(threads) { post(count, to: bus, zone: $0) } },
                ]
            })
        withExtendedLifetime(subscription) {}
        precondition(meter.total > 0, "the subscriber missed events")
        return [row(c: (costs[0], costs[2]), bus: (costs[1], costs[3]))]
    }

    /// Each pair is the cost with one thread and with two.
    private static func row(c: (Cost, Cost), bus: (Cost, Cost)) -> Row {
        let machine = 2 * c.0.best / c.1.best
        return Row(
            work: "2 threads posting to one bus, events a second", unit: .perSecond,
            limit: .init(name: "1 thread's rate", value: bus.0.rate),
            ours: 2 * bus.1.rate, target: .ratioAtLeast(1.7), allocations: nil,
            remarks: [
                "the C loop, which shares nothing, reaches \(decimal(machine, 2))× with two threads here: "
                    + "what the bus lacks beyond that is its own"
            ])
    }

    private static func post(_ count: Int, to bus: EventBus, zone: Int) {
        var event = VolumeResized(zone: Int32(zone))
        for i in 0..<count {
            event.sequence = i
            event.bytes = i & 7
            bus.post(event)
        }
    }
}
