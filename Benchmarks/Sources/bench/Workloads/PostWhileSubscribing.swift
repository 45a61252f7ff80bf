internal import BenchmarkEvents
internal import CLimits
internal import Glibc
internal import PetrelBus
internal import Synchronization

/// One publisher whose posts are timed one by one, while another thread subscribes and unsubscribes.
enum PostWhileSubscribing: Workload {
    static let name = "PostWhileSubscribing"

    static func rows(patience: Double) -> [Row] {
        let objects = Objects(10)
        let bus = objects.publishing.bus
        let others = OtherSubscriptions(bus, count: 100)
        var computing = Stops()
        var interrupting = Stops()
        var subscribing = Stops()
        var interrupts = 0
        var changes = 0
        for _ in 0..<4 {
            let seconds = 1.0 * patience
            _ = watch(&computing, seconds, bus) { compute() }
            interrupts += watch(&interrupting, seconds, bus) { interrupt() }
            changes += watch(&subscribing, seconds, bus) { change(bus) }
        }
        withExtendedLifetime((objects, others)) {}
        let seconds = 4 * patience
        return [
            Row(
                work: "longest stop of a post while others subscribe and unsubscribe",
                unit: .microseconds,
                limit: .init(
                    name: "while the other thread interrupts", value: micro(interrupting.longestOwn)
                ),
                ours: micro(subscribing.longestOwn), target: .valueAtMost(micro(Stops.limit)),
                allocations: nil,
                remarks: [
                    "\(grouped(Double(changes) / seconds)) subscriptions made and cancelled a second",
                    "while subscribing: " + text(subscribing),
                    "while the other thread interrupts this one's processor \(grouped(Double(interrupts) / seconds)) "
                        + "times a second and touches no bus: " + text(interrupting),
                    "while the other thread computes: " + text(computing),
                    "posting takes no lock that a change holds; what a change costs it is a processor interrupt for each "
                        + "cancelling and the first post through a new list" + reason(interrupting),
                ])
        ]
    }

    /// Why the limit cannot be kept here, where it cannot.
    private static func reason(_ interrupting: Stops) -> String {
        guard interrupting.longestOwn > Stops.limit else { return "" }
        return "; on this machine such an interrupt alone stops a thread for up to "
            + "\(decimal(micro(interrupting.longestOwn), 0)) µs"
    }

    private static func text(_ stops: Stops) -> String {
        "\(grouped(Double(stops.count))) posts, p50 \(Unit.nanoseconds.text(stops.quantile(0.5))), "
            + "p99.99 \(tail(stops.quantile(0.9999))), "
            + "longest \(decimal(micro(stops.longest), 1)) µs with the scheduler's stops and "
            + "\(decimal(micro(stops.longestOwn), 1)) µs by own time, "
            + "\(stops.ownBeyondLimit) beyond 50 µs, \(stops.sleeps) times asleep"
    }

    private static func tail(_ nanoseconds: Double) -> String {
        nanoseconds.isFinite ? Unit.nanoseconds.text(nanoseconds) : "over 65 µs"
    }

    private static func micro(_ nanoseconds: Int) -> Double { Double(nanoseconds) / 1000 }

    /// Posts and times while another thread repeats `work`; says how often it did.
    private static func watch(
        _ stops: inout Stops, _ seconds: Double, _ bus: EventBus,
        _ work: @escaping @Sendable () -> Void
    ) -> Int {
        let other = Repeating(work)
        var event = VolumeResized()
        stops.watch(seconds: seconds) {
            event.bytes &+= 1
            bus.post(event)
        }
        return other.stop()
    }

    private static func change(_ bus: EventBus) {
        let subscription = bus.subscribe(to: VolumeResized.self) { _ in }
        subscription.cancel()
    }

    private static func compute() {
        var value = 1
        for i in 0..<10_000 { value = value &* 31 &+ i }
        sink.store(value, ordering: .relaxed)
    }

    /// Interrupts as often as ``change(_:)`` does, about.
    private static func interrupt() {
        limits_interrupt()
        compute()
    }

    private static let sink = Atomic(0)
}

/// A thread that does something over and over.
final class Repeating: Sendable {
    private let isStopped = Atomic(false)
    private let times = Atomic(0)
    private let thread = Mutex<pthread_t?>(nil)

    init(_ work: @escaping @Sendable () -> Void) {
        let started = Threads.start { [self] in
            while !isStopped.load(ordering: .relaxed) {
                work()
                times.add(1, ordering: .relaxed)
            }
        }
        thread.withLock { $0 = started }
    }

    /// Ends the thread; says how often the work was done.
    func stop() -> Int {
        isStopped.store(true, ordering: .relaxed)
        if let thread = thread.withLock({ $0 }) { pthread_join(thread, nil) }
        return times.load(ordering: .relaxed)
    }
}
