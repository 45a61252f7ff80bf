import PetrelBus
import PetrelTesting
import Testing

struct RegisteringTests {
    let bus = EventBus()
    let log = Log()

    @Test func `an object's methods are subscribed to the types they take`() {
        let meter = Meter(log: log)
        let subscription = bus.register(meter, Meter.attached, Meter.counted)
        bus.post(VolumeAttached(volume: "v"))
        bus.post(TrafficCounted(amount: 5))
        bus.post(Number(value: 1))
        #expect(log.elements == ["attached v", "counted 5"])
        #expect(subscription.info.map(\.wants) == ["VolumeAttached", "TrafficCounted"])
        subscription.cancel()
        bus.post(VolumeAttached(volume: "w"))
        #expect(log.elements.count == 2)
    }

    @Test func `a type may declare what it listens to, asynchronous methods of actors included`()
        async
    {
        let audit = Audit(log: log)
        let subscription = bus.register(audit)
        bus.post(VolumeAttached(volume: "v"))
        await bus.drain()
        #expect(log.elements == ["audited v"])
        subscription.cancel()
    }

    @Test func `the bus keeps a registered object until its subscription ends`() {
        weak var held: Meter?
        let subscription: Subscription
        do {
            let meter = Meter(log: log)
            held = meter
            subscription = bus.register(meter, Meter.attached)
        }
        #expect(held != nil)
        subscription.cancel()
        #expect(held == nil)
    }

    @Test func `a weak subscriber may go, and its subscription goes with it`() {
        var meter: Meter? = Meter(log: log)
        let subscription = meter.map { meter in
            bus.subscribe(weakly: meter, to: VolumeAttached.self) { $0.attached($1) }
        }
        bus.post(VolumeAttached(volume: "v"))
        meter = nil
        bus.post(VolumeAttached(volume: "w"))
        #expect(log.elements == ["attached v"])
        #expect(subscription?.isActive == false)
        #expect(bus.topology.subscriptions.isEmpty)
    }
}

final class Meter: Sendable {
    let log: Log

    init(log: Log) { self.log = log }

    func attached(_ event: VolumeAttached) { log.record("attached \(event.volume)") }
    func counted(_ event: TrafficCounted) throws { log.record("counted \(event.amount)") }
}

actor Audit: EventSubscriber {
    let log: Log

    init(log: Log) { self.log = log }

    func attached(_ event: VolumeAttached) { log.record("audited \(event.volume)") }

    @EventHandlers<Audit> static var eventHandlers: [EventHandler<Audit>] {
        On(async: VolumeAttached.self) { (audit: Audit, event) in await audit.attached(event) }
    }
}
