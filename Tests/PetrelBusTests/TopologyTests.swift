import PetrelBus
import PetrelTesting
import Testing

struct TopologyTests {
    let bus = EventBus(name: "main")

    @Test func `the topology counts what was posted, delivered, rejected and failed`() throws {
        let every = bus.subscribe(to: Number.self, named: "every") { _ in }
        let even = bus.subscribe(
            to: Number.self, named: "even", where: { $0.value.isMultiple(of: 2) },
            handler: { number in if number.value == 4 { throw Refused() } })
        for value in 1...10 { bus.post(Number(value: value)) }
        every.cancel()
        for value in 11...12 { bus.post(Number(value: value)) }
        let topology = bus.topology
        #expect(topology.bus == "main")
        #expect(topology.eventTypes.map(\.name) == ["Number"])
        #expect(topology.eventTypes.first?.posted == 12)
        let subscriber = try #require(topology.subscriptions.first)
        #expect(topology.subscriptions.count == 1)
        #expect(subscriber.info.name == "even")
        #expect(subscriber.delivered == 6)
        #expect(subscriber.rejected == 6)
        #expect(subscriber.failed == 1)
        even.cancel()
    }

    @Test func `counts stay whole while other subscriptions come and go`() throws {
        let stays = bus.subscribe(to: Number.self, named: "stays") { _ in }
        for value in 1...2_000 {
            let goes = bus.subscribe(to: Number.self) { _ in }
            bus.post(Number(value: value))
            goes.cancel()
            let subscriber = try #require(bus.topology.subscriptions.first)
            try #require(subscriber.delivered == value)
        }
        stays.cancel()
    }

    @Test func `time in handlers is measured`() throws {
        let slow = bus.subscribe(to: Number.self) { _ in
            let until = ContinuousClock.now + .milliseconds(2)
            while ContinuousClock.now < until {}
        }
        for value in 1...4 { bus.post(Number(value: value)) }
        let subscriber = try #require(bus.topology.subscriptions.first)
        #expect(subscriber.slowest >= .milliseconds(2))
        #expect(subscriber.time >= .milliseconds(4))
        slow.cancel()
    }

    @Test func `explain gives each subscription's reason`() throws {
        let plain = bus.subscribe(to: Filed.self, named: "plain") { _ in }
        let other = bus.subscribe(to: Number.self, named: "other") { _ in }
        let elsewhere = bus.subscribe(to: Filed.self, matching: "b.*", named: "elsewhere") { _ in }
        let picky = bus.subscribe(
            to: Filed.self, named: "picky", where: { $0.number > 1 }, handler: { _ in })
        let ended = bus.subscribe(to: Filed.self, named: "ended") { _ in }
        ended.cancel()
        let explanation = bus.explain(Filed(topic: "a.c", number: 1))
        let verdicts = Dictionary(
            uniqueKeysWithValues: explanation.verdicts.map { ($0.subscription.name, $0.verdict) })
        #expect(
            verdicts == [
                "plain": .delivered, "other": .otherType, "elsewhere": .otherTopic("a.c", "b.*"),
                "picky": .predicateRefused, "ended": .cancelled,
            ])
        #expect(explanation.receivers.map(\.name) == ["plain"])
        #expect(bus.topology.eventTypes.isEmpty, "explaining posts nothing")
        for subscription in [plain, other, elsewhere, picky] { subscription.cancel() }
    }
}
