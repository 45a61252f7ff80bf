internal import BenchmarkEvents
internal import PetrelBus

/// The publisher of most workloads: posts events and knows what a subscriber must have counted.
final class Publishing {
    let bus: EventBus
    private(set) var posted = 0

    init(_ bus: EventBus) { self.bus = bus }

    func post(_ count: Int) {
        var event = VolumeResized()
        for i in 0..<count {
            event.sequence = i
            event.bytes = i & 7
            bus.post(event)
        }
        posted += Self.bytes(count)
    }

    /// The bytes of the first `count` events together.
    static func bytes(_ count: Int) -> Int {
        let rest = count % 8
        return count / 8 * 28 + rest * (rest - 1) / 2
    }

    /// How many allocations one event costs once everything is warm.
    func allocations() -> Double {
        let count = 100_000
        post(1000)
        return Double(Allocations.during { post(count) }) / Double(count)
    }

    /// Stops the benchmark when a subscriber counted something else than was posted.
    func check(_ total: Int, _ subscriber: String = "a subscriber") {
        guard total != posted else { return }
        preconditionFailure("\(subscriber) counted \(total) bytes where \(posted) were posted")
    }
}
