import PetrelBus
import PetrelTesting
import Testing

struct StreamTests {
    let bus = EventBus()

    @Test func `a stream misses nothing from its making on, and ends when the bus closes`() async {
        let events = bus.events(of: Number.self)
        for value in 1...5 { bus.post(Number(value: value)) }
        await bus.close()
        var seen: [Int] = []
        for await event in events { seen.append(event.value) }
        #expect(seen == [1, 2, 3, 4, 5])
    }

    @Test func `a stream by pattern gets events of any type with such a topic`() async {
        let events = bus.events(matching: "a.#")
        bus.post(Filed(topic: "a.b"))
        bus.post(Filed(topic: "b.a"))
        bus.post(Filed(topic: "a.c.d"))
        var seen: [String] = []
        for await event in events {
            seen.append("\(event.topic)")
            if seen.count == 2 { break }
        }
        #expect(seen == ["a.b", "a.c.d"])
    }

    @Test func `a reader that waits is woken by the next event`() async {
        let events = bus.events(of: Number.self)
        let reading = Task { await events.makeAsyncIterator().next() }
        bus.post(Number(value: 7))
        #expect(await reading.value == Number(value: 7))
    }

    @Test func `a cancelled reader gets the end`() async {
        let events = bus.events(of: Number.self)
        let reading = Task { await events.makeAsyncIterator().next() }
        reading.cancel()
        #expect(await reading.value == nil)
        #expect(bus.topology.subscriptions.isEmpty)
    }

    @Test func `a stream that nobody holds any more unsubscribes`() async {
        do {
            let events = bus.events(of: Number.self, named: "stream")
            bus.post(Number(value: 1))
            #expect(await events.makeAsyncIterator().next() == Number(value: 1))
            #expect(bus.topology.subscriptions.map(\.info.name) == ["stream"])
        }
        #expect(bus.topology.subscriptions.isEmpty)
    }

    @Test func `a slow reader loses the oldest events and costs the publisher nothing`() async {
        let events = bus.events(of: Number.self, limit: 3)
        for value in 1...10 { bus.post(Number(value: value)) }
        await bus.close()
        var seen: [Int] = []
        for await event in events { seen.append(event.value) }
        #expect(seen == [8, 9, 10])
    }
}
