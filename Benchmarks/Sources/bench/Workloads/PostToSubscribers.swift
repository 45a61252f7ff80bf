internal import BenchmarkEvents
internal import PetrelBus

/// One publisher to some immediate subscribers, all on one thread; costs are for each delivery.
struct PostToSubscribers {
    let count: Int

    func rows(
        patience: Double, object: (work: String, target: Target),
        closure: (work: String, target: Target)
    ) -> [Row] {
        let loop = CLoop(handlers: count)
        let objects = Objects(count)
        let closures = Closures(count)
        let costs = Interleaved.measure(
            seconds: 3 * patience, [loop.post, objects.publishing.post, closures.publishing.post])
        objects.check()
        closures.check()
        let limit = "C loop over function pointers"
        return [
            Row(
                object.work, beside: limit, limit: costs[0], ours: costs[1], each: count,
                target: object.target, allocations: objects.publishing.allocations()),
            Row(
                closure.work, beside: limit, limit: costs[0], ours: costs[2], each: count,
                target: closure.target, allocations: closures.publishing.allocations()),
        ]
    }
}

/// A bus with some handler objects.
final class Objects {
    let publishing = Publishing(EventBus())
    private let meters: [Meter]
    private let subscriptions: [Subscription]

    init(_ count: Int) {
        let bus = publishing.bus
        meters = (0..<count).map { _ in Meter() }
        subscriptions = meters.map { bus.subscribe($0) }
    }

    func check() {
        for meter in meters { publishing.check(meter.total, "a handler object") }
    }
}

/// A bus with some closures.
final class Closures {
    let publishing = Publishing(EventBus())
    private let counters: [Counter]
    private let subscriptions: [Subscription]

    init(_ count: Int) {
        let bus = publishing.bus
        counters = (0..<count).map { _ in Counter() }
        subscriptions = counters.map { bus.subscribe($0) }
    }

    func check() {
        for counter in counters { publishing.check(counter.total, "a closure") }
    }
}
