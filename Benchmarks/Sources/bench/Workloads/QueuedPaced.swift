internal import BenchmarkEvents
internal import PetrelBus

/// One publisher at a steady rate, one subscriber behind a queue that has to be woken for each event.
enum QueuedPaced: Workload {
    static let name = "QueuedPaced"
    static let pace = Pace(perSecond: 20_000, count: 4_000)

    static func rows(patience: Double) -> [Row] {
        let queue = CQueue(.batches, limit: 4096)
        let paced = Paced(limit: 4096)
        var limits: [Double] = []
        var ours: [Double] = []
        var tails: [Double] = []
        for _ in 0..<Int(10 * patience) + 1 {
            limits.append(median(queue.paced(pace)).0)
            let (middle, tail) = median(paced.run(pace))
            ours.append(middle)
            tails.append(tail)
        }
        let blocks = Allocations.during { paced.post(pace) }
        return [row(limits.sorted(), ours.sorted(), tails.sorted(), blocks)]
    }

    private static func row(
        _ limits: [Double], _ ours: [Double], _ tails: [Double], _ blocks: Int
    ) -> Row {
        Row(
            work: "queued, \(grouped(Double(pace.perSecond))) events/s, median latency",
            unit: .microseconds,
            limit: .init(
                name: "C++ mutex and condition variable", value: limits[limits.count / 2] / 1000),
            ours: ours[ours.count / 2] / 1000, target: .ratioAtMost(1.1),
            allocations: Double(blocks) / Double(pace.count),
            remarks: [
                "the quietest slice: C++ \(decimal(limits[0] / 1000, 1)) µs, "
                    + "Petrel \(decimal(ours[0] / 1000, 1)) µs, its p99 \(decimal(tails[0] / 1000, 1)) µs",
                "waking up costs Petrel some 3 µs more than C++ whatever the machine: 40.5 beside 37.6 µs were seen "
                    + "on an AMD EPYC, 10.7 beside 8.0 µs on an Intel Xeon, so the ratio is the machine's",
            ])
    }

    private static func median(_ samples: Samples) -> (Double, Double) {
        var samples = samples
        samples.sort()
        return (samples.quantile(0.5), samples.quantile(0.99))
    }
}

/// A bus with one queued subscriber that writes down how old each event is.
final class Paced {
    private let bus = EventBus()
    private let meter = AgeMeter(capacity: 100_000)
    private let subscription: Subscription

    init(limit: Int) {
        subscription = bus.subscribe(
            meter, delivery: .queued(limit: limit, whenFull: .dropNewest))
    }

    func run(_ pace: Pace) -> Samples {
        post(pace)
        return Samples(meter.written)
    }

    func post(_ pace: Pace) {
        meter.expect(pace.count)
        var event = VolumeResized()
        pace.each { moment in
            event.volume = UInt64(moment)
            bus.post(event)
        }
        meter.done.wait()
    }
}

/// Adds bytes and writes down ages, as the C++ queue's consumer does.
final class AgeMeter: Handler<VolumeResized>, @unchecked Sendable {
    // Unchecked: the publisher looks at the samples after `done`, when no event is on its way.
    let done = Semaphore()
    private let samples: UnsafeMutableBufferPointer<Int32>
    private var count = 0
    private var expected = 0
    private(set) var total = 0

    init(capacity: Int) {
        samples = .allocate(capacity: capacity)
    }

    deinit { samples.deallocate() }

    var written: UnsafeBufferPointer<Int32> { UnsafeBufferPointer(rebasing: samples[..<count]) }

    func expect(_ count: Int) {
        expected = count
        self.count = 0
    }

    override func handle(_ event: VolumeResized) {
        total &+= event.bytes
        samples[count] = Int32(clamping: now() - Int(event.volume))
        count += 1
        if count == expected { done.signal() }
    }
}
