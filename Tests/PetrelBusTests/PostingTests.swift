import PetrelBus
import PetrelTesting
import Testing

struct PostingTests {
    let bus = EventBus()
    let log = Log()

    @Test func `a subscriber hears of events of its type and of no other`() {
        let subscription = bus.subscribe(to: VolumeAttached.self) { [log] in log.record($0.volume) }
        bus.post(VolumeAttached(volume: "a"))
        bus.post(VolumeDetached(volume: "b"))
        bus.post(VolumeAttached(volume: "c"))
        #expect(log.elements == ["a", "c"])
        #expect(subscription.isActive)
    }

    @Test func `higher priority comes first, then the earlier subscription`() {
        let subscriptions = [("late", 0), ("first", 10), ("later", 0), ("last", -1)].map {
            name, priority in
            bus.subscribe(to: Number.self, priority: priority) { [log] _ in log.record(name) }
        }
        bus.post(Number(value: 1))
        #expect(log.elements == ["first", "late", "later", "last"])
        #expect(subscriptions.count == 4)
    }

    @Test func `letting go of a subscription ends it`() {
        var subscription: Subscription? = bus.subscribe(to: Number.self) { [log] in
            log.record("\($0.value)")
        }
        bus.post(Number(value: 1))
        #expect(subscription?.isActive == true)
        subscription = nil
        bus.post(Number(value: 2))
        #expect(log.elements == ["1"])
    }

    @Test func `a protocol's subscriber gets every type that conforms`() {
        let subscription = bus.subscribe(to: (any Billable).self) { [log] in
            log.record("\($0.amount)")
        }
        bus.post(TrafficCounted(amount: 1))
        bus.post(HoursCounted(amount: 2))
        bus.post(Number(value: 3))
        bus.post(TrafficCounted(amount: 4))
        #expect(log.elements == ["1", "2", "4"])
        subscription.cancel()
    }

    @Test func `a protocol's subscriber that comes late gets types posted before`() {
        bus.post(TrafficCounted(amount: 0))
        let subscription = bus.subscribe(to: (any Billable).self) { [log] in
            log.record("\($0.amount)")
        }
        bus.post(TrafficCounted(amount: 1))
        #expect(log.elements == ["1"])
        subscription.cancel()
    }

    @Test func `a class's subscriber gets its subclasses, whatever the static type says`() {
        let base = bus.subscribe(to: HostEvent.self) { [log] in log.record("base \($0.host)") }
        let lost = bus.subscribe(to: HostLost.self) { [log] in log.record("lost \($0.host)") }
        let hidden: HostEvent = HostLost("h1")
        bus.post(hidden)
        bus.post(HostLost("h2"))
        bus.post(HostEvent("h3"))
        #expect(log.elements == ["base h1", "lost h1", "base h2", "lost h2", "base h3"])
        base.cancel()
        lost.cancel()
    }

    @Test func `a subscriber of every event gets every event`() {
        let subscription = bus.subscribe(to: (any Event).self) { [log] in
            log.record("\(type(of: $0))")
        }
        bus.post(Number(value: 1))
        bus.post(HostLost("h"))
        let unknown: any Event = TrafficCounted(amount: 1)
        bus.post(unknown)
        #expect(log.elements == ["Number", "HostLost", "TrafficCounted"])
        subscription.cancel()
    }

    @Test func `a pattern finds events by their topic, whatever their type`() {
        let subscription = bus.subscribe(matching: "*.ResourceStateEvent.#") { [log] in
            log.record("\($0.topic)")
        }
        bus.post(Filed(topic: "cloud.ResourceStateEvent.VM"))
        bus.post(Filed(topic: "cloud.ActionEvent.VM"))
        bus.post(Number(value: 1))
        #expect(log.elements == ["cloud.ResourceStateEvent.VM"])
        subscription.cancel()
    }

    @Test func `a type, a pattern and a predicate must all hold`() {
        let subscription = bus.subscribe(
            to: Filed.self, matching: "a.*", where: { $0.number.isMultiple(of: 2) },
            handler: { [log] in log.record("\($0.number)") })
        for number in 1...4 { bus.post(Filed(topic: "a.b", number: number)) }
        bus.post(Filed(topic: "b.b", number: 6))
        #expect(log.elements == ["2", "4"])
        subscription.cancel()
    }

    @Test func `a family makes one handler for each type`() {
        let subscription = bus.subscribe(family: AmountFamily(log: log))
        bus.post(TrafficCounted(amount: 1))
        bus.post(HoursCounted(amount: 2))
        bus.post(Number(value: 3))
        #expect(log.elements == ["TrafficCounted 1", "HoursCounted 2"])
        subscription.cancel()
    }

    @Test func `a publisher's events are as if posted on the bus`() {
        let publisher = bus.publisher(for: Number.self)
        publisher.post(Number(value: 0))
        let subscription = bus.subscribe(to: Number.self) { [log] in log.record("\($0.value)") }
        publisher.post(Number(value: 1))
        bus.post(Number(value: 2))
        subscription.cancel()
        publisher.post(Number(value: 3))
        #expect(log.elements == ["1", "2"])
    }

    @Test func `a publisher of a class serves its subclasses`() {
        let subscription = bus.subscribe(to: HostLost.self) { [log] in log.record($0.host) }
        let publisher = bus.publisher(for: HostEvent.self)
        publisher.post(HostLost("h1"))
        publisher.post(HostEvent("h2"))
        #expect(log.elements == ["h1"])
        subscription.cancel()
    }

    @Test func `what one handler throws is reported and stops nobody`() throws {
        let reports = Recorder<UndeliverableEvent>()
        let watching = bus.subscribe(to: UndeliverableEvent.self) { reports.record($0) }
        let failing = bus.subscribe(to: Number.self, named: "failing") { _ in throw Refused() }
        let next = bus.subscribe(to: Number.self) { [log] in log.record("\($0.value)") }
        bus.post(Number(value: 1))
        #expect(log.elements == ["1"])
        let report = try #require(reports.elements.first)
        #expect(report.event as? Number == Number(value: 1))
        #expect(report.subscription?.name == "failing")
        #expect(report.subscription?.place.hasPrefix("PetrelBusTests/PostingTests.swift:") == true)
        guard case .handlerThrew(let error) = report.reason else { return #expect(Bool(false)) }
        #expect(error is Refused)
        for subscription in [watching, failing, next] { subscription.cancel() }
    }

    @Test func `a handler of failure reports that fails itself is not reported again`() {
        let watching = bus.subscribe(to: UndeliverableEvent.self) { [log] _ in
            log.record("report")
            throw Refused()
        }
        let failing = bus.subscribe(to: Number.self) { _ in throw Refused() }
        bus.post(Number(value: 1))
        #expect(log.elements == ["report"])
        watching.cancel()
        failing.cancel()
    }

    @Test func `an event nobody wants is posted as a dead event`() {
        let watching = bus.subscribe(to: DeadEvent.self) { [log] in log.record("\($0.event)") }
        bus.post(Number(value: 1))
        let picky = bus.subscribe(to: Number.self, where: { $0.value > 5 }, handler: { _ in })
        bus.post(Number(value: 2))
        bus.post(Number(value: 9))
        bus.post(Number(value: 3))
        let dead = bus.topology.eventTypes.first { $0.name == "Number" }?.dead
        #expect(log.elements == ["Number(value: 1)", "Number(value: 2)", "Number(value: 3)"])
        #expect(dead == 3)
        picky.cancel()
        watching.cancel()
        bus.post(Number(value: 4))
        #expect(log.elements.count == 3)
    }

    @Test func `whoever wants everything keeps events from being dead`() {
        let watching = bus.subscribe(to: DeadEvent.self) { [log] _ in log.record("dead") }
        let every = bus.subscribe(to: (any Event).self) { [log] _ in log.record("seen") }
        bus.post(Number(value: 1))
        #expect(log.elements == ["seen"])
        watching.cancel()
        every.cancel()
    }
}

/// Writes down the amount of whatever is billable.
struct AmountFamily: HandlerFamily {
    let log: Log

    func handler<E: Event>(for type: E.Type) -> Handler<E>? {
        guard let billable = type as? any Billable.Type else { return nil }
        return make(billable) as? Handler<E>
    }

    private func make<B: Billable>(_ type: B.Type) -> AnyObject { AmountHandler<B>(log) }
}

final class AmountHandler<B: Billable>: Handler<B>, @unchecked Sendable {
    // Unchecked as its superclass is; the only member is constant and Sendable.
    let log: Log

    init(_ log: Log) { self.log = log }

    override func handle(_ event: B) { log.record("\(B.self) \(event.amount)") }
}
