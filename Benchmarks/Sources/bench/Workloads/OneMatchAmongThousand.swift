internal import BenchmarkEvents
internal import PetrelBus

/// One publisher, a thousand subscriptions of which one wants the event, found in different ways.
enum OneMatchAmongThousand: Workload {
    static let name = "OneMatchAmongThousand"

    static func rows(patience: Double) -> [Row] {
        let alone = Objects(1)
        let crowds: [any Crowd] = [ByType(), ByProtocol(), BySuperclass()]
        let costs = Interleaved.measure(
            seconds: 4 * patience, [alone.publishing.post] + crowds.map { $0.post })
        alone.check()
        return zip(crowds, costs.dropFirst()).map { crowd, cost in
            crowd.check()
            return Row(
                "1 match among 1,000: \(crowd.way)", beside: "post to 1 handler object",
                limit: costs[0], ours: cost, target: .ratioAtMost(1.2),
                allocations: crowd.allocations())
        }
    }
}

/// A bus with a thousand subscriptions.
private protocol Crowd {
    var way: String { get }
    func post(_ count: Int)
    func allocations() -> Double
    func check()
}

/// Subscribes to types that nobody posts.
struct OtherSubscriptions: OtherEventVisitor {
    let bus: EventBus
    private(set) var all: [Subscription] = []

    init(_ bus: EventBus, count: Int) {
        self.bus = bus
        visit(first: count)
    }

    mutating func visit<E: Event>(_ type: E.Type) {
        all.append(bus.subscribe(to: type) { _ in })
    }
}

private final class ByType: Crowd {
    let way = "by type"
    private let publishing = Publishing(EventBus())
    private let meter = Meter()
    private let others: OtherSubscriptions
    private let subscription: Subscription

    init() {
        others = OtherSubscriptions(publishing.bus, count: 999)
        subscription = publishing.bus.subscribe(meter)
    }

    func post(_ count: Int) { publishing.post(count) }
    func allocations() -> Double { publishing.allocations() }
    func check() { publishing.check(meter.total) }
}

private final class ByProtocol: Crowd {
    let way = "by protocol"
    private let publishing = Publishing(EventBus())
    private let meter = StorageMeter()
    private let others: OtherSubscriptions
    private let subscription: Subscription

    init() {
        others = OtherSubscriptions(publishing.bus, count: 999)
        subscription = publishing.bus.subscribe(family: meter)
    }

    func post(_ count: Int) { publishing.post(count) }
    func allocations() -> Double { publishing.allocations() }
    func check() { publishing.check(meter.counter.total) }
}

private final class BySuperclass: Crowd {
    let way = "by superclass"
    private let bus = EventBus()
    private let meter = NoticeMeter()
    private let others: OtherSubscriptions
    private let subscription: Subscription
    private let event = VolumeNotice(bytes: 3)
    private var posted = 0

    init() {
        others = OtherSubscriptions(bus, count: 999)
        subscription = bus.subscribe(meter)
    }

    func post(_ count: Int) {
        for _ in 0..<count { bus.post(event) }
        posted += count * event.bytes
    }

    func allocations() -> Double {
        let count = 100_000
        return Double(Allocations.during { post(count) }) / Double(count)
    }

    func check() { precondition(meter.total == posted, "the superclass's handler missed events") }
}
