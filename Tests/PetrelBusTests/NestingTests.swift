import PetrelBus
import PetrelTesting
import Testing

struct NestingTests {
    let bus = EventBus()
    let log = Log()

    @Test func `an event posted from a handler comes after the one being handled`() {
        let first = bus.subscribe(to: Number.self) { [bus, log] number in
            log.record("first \(number.value)")
            if number.value < 3 { bus.post(Number(value: number.value + 1)) }
            log.record("posted \(number.value + 1)")
        }
        let second = bus.subscribe(to: Number.self) { [log] in log.record("second \($0.value)") }
        bus.post(Number(value: 2))
        #expect(
            log.elements == ["first 2", "posted 3", "second 2", "first 3", "posted 4", "second 3"])
        first.cancel()
        second.cancel()
    }

    @Test func `another bus is served at once, and comes back to what was under way`() {
        let other = EventBus()
        let here = bus.subscribe(to: Number.self) { [bus, log] number in
            log.record("here \(number.value)")
            if number.value == 1 {
                other.post(Number(value: 10))
                bus.post(Number(value: 2))
            }
            log.record("done \(number.value)")
        }
        let there = other.subscribe(to: Number.self) { [bus, log] number in
            log.record("there \(number.value)")
            bus.post(Number(value: 3))
        }
        bus.post(Number(value: 1))
        #expect(
            log.elements == [
                "here 1", "there 10", "done 1", "here 3", "done 3", "here 2", "done 2",
            ])
        here.cancel()
        there.cancel()
    }

    @Test func `handlers that post to one another for ever are cut off and reported`() {
        let bus = EventBus(hopLimit: 50)
        let ping = bus.subscribe(to: VolumeAttached.self) { [bus] in
            bus.post(VolumeDetached(volume: $0.volume))
        }
        let pong = bus.subscribe(to: VolumeDetached.self) { [bus] in
            bus.post(VolumeAttached(volume: $0.volume))
        }
        let watch = bus.subscribe(to: UndeliverableEvent.self) { [log] in log.record("\($0.reason)")
        }
        bus.post(VolumeAttached(volume: "v"))
        #expect(log.elements == ["tooManyHops(limit: 50)"])
        #expect(
            bus.topology.eventTypes.filter { $0.name.hasPrefix("Volume") }.map(\.posted) == [
                26, 25,
            ])
        bus.post(Number(value: 1))
        for subscription in [ping, pong, watch] { subscription.cancel() }
    }

    @Test func `a handler may cancel itself and others, which takes effect at once`() {
        let later = Box<Subscription>()
        let own = Box<Subscription>()
        own.value = bus.subscribe(to: Number.self) { [log] in
            log.record("own \($0.value)")
            own.value?.cancel()
            later.value?.cancel()
        }
        later.value = bus.subscribe(to: Number.self) { [log] in log.record("later \($0.value)") }
        bus.post(Number(value: 1))
        bus.post(Number(value: 2))
        #expect(log.elements == ["own 1"])
    }

    @Test func `whoever subscribes from a handler hears of the next event`() {
        let inner = Box<Subscription>()
        let outer = bus.subscribe(to: Number.self) { [bus, log] number in
            guard number.value == 1 else { return }
            inner.value = bus.subscribe(to: Number.self) { log.record("inner \($0.value)") }
        }
        bus.post(Number(value: 1))
        bus.post(Number(value: 2))
        #expect(log.elements == ["inner 2"])
        outer.cancel()
    }

    @Test func `what a cancelled handler held is free when the delivery is over`() {
        weak var held: Box<Int>?
        let subscription = Box<Subscription>()
        do {
            let box = Box<Int>()
            held = box
            subscription.value = bus.subscribe(to: Number.self) { _ in
                _ = box.value
                subscription.value?.cancel()
            }
        }
        #expect(held != nil)
        bus.post(Number(value: 1))
        #expect(held == nil)
    }
}

/// Something to put a value into later.
final class Box<Value>: @unchecked Sendable {
    // Unchecked: these tests use it from one thread.
    var value: Value?
}
