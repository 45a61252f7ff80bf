import PetrelBus
import PetrelTesting
import Testing

struct QueueTests {
    let stepper = DeliveryStepper(seed: 1)
    let log = Log()

    private func subscribe(
        _ bus: EventBus, limit: Int, whenFull: WhenFull<Number>
    ) -> Subscription {
        bus.subscribe(
            to: Number.self, named: "slow", delivery: .queued(limit: limit, whenFull: whenFull)
        ) {
            [log] in log.record("\($0.value)")
        }
    }

    /// What a queue of two hands out after five events, and what it reported.
    private func fill(_ whenFull: WhenFull<Number>) async -> (handled: [String], reported: [String])
    {
        let bus = EventBus(scheduler: stepper)
        let reports = Log()
        let watching = bus.subscribe(to: UndeliverableEvent.self) {
            reports.record("\($0.event) \($0.reason)")
        }
        let slow = subscribe(bus, limit: 2, whenFull: whenFull)
        for value in 1...5 { bus.post(Number(value: value)) }
        #expect(log.elements.isEmpty)
        await stepper.run()
        watching.cancel()
        slow.cancel()
        return (log.elements, reports.elements)
    }

    @Test func `dropOldest keeps the latest events and reports the others`() async {
        let (handled, reported) = await fill(.dropOldest)
        #expect(handled == ["4", "5"])
        #expect(reported == (1...3).map { "Number(value: \($0)) queueFull(limit: 2)" })
    }

    @Test func `dropNewest keeps the first events`() async {
        let (handled, reported) = await fill(.dropNewest)
        #expect(handled == ["1", "2"])
        #expect(reported.count == 3)
    }

    @Test func `cancelSubscription ends rather than leave a hole`() async {
        let (handled, reported) = await fill(.cancelSubscription)
        #expect(handled == [])
        #expect(reported == ["Number(value: 3) queueFull(limit: 2)"])
    }

    @Test func `a plain post never waits, whatever the queue's rule`() async {
        let (handled, reported) = await fill(.wait)
        #expect(handled == ["1", "2"])
        #expect(reported.count == 3)
    }

    @Test func `keepLatest keeps one event of each key in the place of the first`() async {
        let bus = EventBus(scheduler: stepper)
        let slow = subscribe(bus, limit: 3, whenFull: .keepLatest { $0.value / 10 })
        for value in [10, 20, 11, 30, 21, 12] { bus.post(Number(value: value)) }
        await stepper.run()
        #expect(log.elements == ["12", "21", "30"])
        for value in [10, 20, 30, 40] { bus.post(Number(value: value)) }
        await stepper.run()
        #expect(log.elements.suffix(3) == ["20", "30", "40"])
        #expect(bus.topology.subscriptions.first?.dropped == 1)
        slow.cancel()
    }

    @Test func `a publisher that says so waits until there is room`() async {
        let bus = EventBus(scheduler: stepper)
        let slow = subscribe(bus, limit: 2, whenFull: .wait)
        let posting = Task {
            for value in 1...50 { await bus.post(Number(value: value), waiting: .untilAccepted) }
        }
        while log.elements.count < 50 {
            #expect(stepper.backlog <= 2)
            if await stepper.step() == nil { await Task.yield() }
        }
        await posting.value
        #expect(log.elements == (1...50).map(String.init))
        #expect(bus.topology.subscriptions.first?.dropped == 0)
        slow.cancel()
    }

    @Test func `a waiting publisher that is cancelled gives its event up, and says so`() async {
        let bus = EventBus(scheduler: stepper)
        let reports = Log()
        let watching = bus.subscribe(to: UndeliverableEvent.self) {
            reports.record("\($0.event) \($0.reason)")
        }
        let slow = subscribe(bus, limit: 1, whenFull: .wait)
        bus.post(Number(value: 1))
        let posting = Task { await bus.post(Number(value: 2), waiting: .untilAccepted) }
        posting.cancel()
        await posting.value
        #expect(reports.elements == ["Number(value: 2) gaveUpWaiting"])
        await stepper.run()
        #expect(log.elements == ["1"])
        watching.cancel()
        slow.cancel()
    }

    @Test func `a publisher that waits is let go when the subscription ends`() async {
        let bus = EventBus(scheduler: stepper)
        let slow = subscribe(bus, limit: 1, whenFull: .wait)
        bus.post(Number(value: 1))
        let posting = Task { await bus.post(Number(value: 2), waiting: .untilAccepted) }
        slow.cancel()
        await posting.value
        await stepper.run()
        #expect(log.elements == [])
    }

    @Test func `one queue keeps its order, and the seed decides between queues`() async {
        var orders: Set<[String]> = []
        for seed in 0..<20 {
            let stepper = DeliveryStepper(seed: UInt64(seed))
            let bus = EventBus(scheduler: stepper)
            let log = Log()
            let subscriptions = ["a", "b"].map { (name: String) in
                bus.subscribe(
                    to: Number.self, named: name, delivery: .queued(limit: 8, whenFull: .dropNewest)
                ) { log.record("\(name)\($0.value)") }
            }
            for value in 1...4 { bus.post(Number(value: value)) }
            await stepper.run()
            #expect(log.elements.filter { $0.hasPrefix("a") } == ["a1", "a2", "a3", "a4"])
            #expect(log.elements.filter { $0.hasPrefix("b") } == ["b1", "b2", "b3", "b4"])
            orders.insert(log.elements)
            for subscription in subscriptions { subscription.cancel() }
        }
        #expect(orders.count > 10)
    }

    @Test func `explain and topology show a full queue`() async throws {
        let bus = EventBus(scheduler: stepper)
        let slow = subscribe(bus, limit: 2, whenFull: .dropNewest)
        bus.post(Number(value: 1))
        bus.post(Number(value: 2))
        #expect(bus.explain(Number(value: 3)).verdicts.map(\.verdict) == [.queueFull(limit: 2)])
        let queue = try #require(bus.topology.subscriptions.first?.queue)
        #expect(queue.depth == 2)
        #expect(queue.limit == 2)
        #expect(queue.ageOfOldest != nil)
        await stepper.run()
        #expect(bus.explain(Number(value: 3)).verdicts.map(\.verdict) == [.delivered])
        slow.cancel()
    }

    // MARK: With real threads

    @Test func `queued handlers run off the posting thread, in order`() async {
        let bus = EventBus()
        let slow = subscribe(bus, limit: 1000, whenFull: .dropNewest)
        for value in 1...1000 { bus.post(Number(value: value)) }
        await bus.drain()
        #expect(log.elements == (1...1000).map(String.init))
        slow.cancel()
    }

    @Test func `an asynchronous handler finishes one event before the next`() async {
        let bus = EventBus()
        let slow = bus.subscribe(
            to: Number.self, delivery: .queued(limit: 100, whenFull: .dropNewest)
        ) {
            [log] number in
            log.record("begin \(number.value)")
            await Task.yield()
            log.record("end \(number.value)")
        }
        for value in 1...3 { bus.post(Number(value: value)) }
        await bus.drain()
        #expect(log.elements == (1...3).flatMap { ["begin \($0)", "end \($0)"] })
        slow.cancel()
    }

    @Test func `what a queued handler throws is reported`() async throws {
        let bus = EventBus()
        let reports = Recorder<UndeliverableEvent>()
        let watching = bus.subscribe(to: UndeliverableEvent.self) { reports.record($0) }
        let failing = bus.subscribe(
            to: Number.self, delivery: .queued(limit: 9, whenFull: .dropNewest)
        ) { _ in
            throw Refused()
        }
        bus.post(Number(value: 1))
        let report = try #require(await reports.first(1).first)
        #expect(report.event as? Number == Number(value: 1))
        #expect(bus.topology.subscriptions.map(\.failed).max() == 1)
        watching.cancel()
        failing.cancel()
    }

    @Test func `closing handles what queues have accepted, and nothing after`() async {
        let bus = EventBus()
        let slow = subscribe(bus, limit: 100, whenFull: .dropNewest)
        for value in 1...100 { bus.post(Number(value: value)) }
        await bus.close()
        bus.post(Number(value: 101))
        #expect(log.elements.count == 100)
        #expect(!bus.subscribe(to: Number.self, handler: { _ in }).isActive)
        slow.cancel()
    }

    @Test func `handlers that block their threads hold up nobody else`() async {
        let bus = EventBus()
        let gate = Gate()
        let blocked = (0..<8).map { _ in
            bus.subscribe(to: Number.self, delivery: .queued(limit: 1, whenFull: .dropNewest)) {
                _ in gate.pass()
            }
        }
        let free = bus.subscribe(
            to: VolumeAttached.self, delivery: .queued(limit: 1, whenFull: .dropNewest)
        ) {
            [log] in log.record($0.volume)
        }
        bus.post(Number(value: 1))
        bus.post(VolumeAttached(volume: "v"))
        #expect(await log.first(1) == ["v"])
        gate.open()
        await bus.drain()
        for subscription in blocked + [free] { subscription.cancel() }
    }
}
