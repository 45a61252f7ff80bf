#if Macros
    import PetrelBus
    import PetrelTesting
    import Testing

    struct SubscriberTests {
        let bus = EventBus()
        let log = Log()

        @Test func `marked methods take their events until the subscription ends`() {
            let subscription = bus.register(Meter(log: log))
            bus.post(VolumeAttached(volume: "v"))
            bus.post(TrafficCounted(amount: 5))
            bus.post(HostLost(host: "h"))
            #expect(log.elements == ["attached v", "counted 5", "lost h"])
            subscription.cancel()
            bus.post(VolumeAttached(volume: "w"))
            #expect(log.elements.count == 3)
        }

        @Test func `the list has one line for each marked method, in their order`() {
            let subscription = bus.register(Meter(log: log))
            #expect(
                subscription.info.map(\.wants) == ["VolumeAttached", "TrafficCounted", "HostLost"])
            subscription.cancel()
        }

        @Test func `what a method throws does not keep the event from others`() {
            let meter = bus.register(Meter(log: log))
            let other = bus.subscribe(to: TrafficCounted.self) { [log] in
                log.record("other \($0.amount)")
            }
            bus.post(TrafficCounted(amount: -1))
            #expect(log.elements == ["other -1"])
            meter.cancel()
            other.cancel()
        }

        @Test func `a priority goes before, and methods of one name are told apart`() {
            let subscription = bus.register(Clerk(log: log))
            bus.post(VolumeAttached(volume: "v"))
            bus.post(HostLost(host: "h"))
            #expect(log.elements == ["early v", "late v", "host h"])
            #expect(subscription.info.map(\.priority) == [0, 10, 0])
            subscription.cancel()
        }

        @Test func `a method is given the queue that its mark names`() async {
            let subscription = bus.register(Archive(log: log))
            #expect(
                subscription.info.map(\.delivery) == [
                    "queued(limit: 2, whenFull: dropNewest)",
                    "queued(limit: 7, whenFull: keepLatest)",
                ])
            bus.post(VolumeAttached(volume: "v"))
            await bus.drain()
            bus.post(TrafficCounted(amount: 1))
            await bus.drain()
            #expect(log.elements == ["v", "1"])
            subscription.cancel()
        }

        @Test func `an actor's methods run on the actor, in a queue, unless they are nonisolated`()
            async
        {
            let subscription = bus.register(Ledger(log: log))
            bus.post(HostLost(host: "h"))
            #expect(log.elements == ["lost h"])
            for amount in [1, 2] { bus.post(TrafficCounted(amount: amount)) }
            await bus.drain()
            bus.post(VolumeAttached(volume: ""))
            bus.post(VolumeAttached(volume: "v"))
            await bus.drain()
            #expect(log.elements == ["lost h", "total 1", "total 3", "booked v"])
            #expect(
                subscription.info.map(\.delivery) == [
                    "queued(limit: 1024, whenFull: dropOldest)",
                    "queued(limit: 5, whenFull: dropOldest)", "immediate",
                ])
            subscription.cancel()
        }

        @Test func `an asynchronous method of a class is awaited`() async {
            let subscription = bus.register(Courier(log: log))
            for volume in ["v", "w"] { bus.post(VolumeAttached(volume: volume)) }
            await bus.drain()
            #expect(log.elements == ["carried v", "carried w"])
            subscription.cancel()
        }

        @Test func `a class on the main actor is called there`() async {
            let subscription = bus.register(await Console.Window(log: log))
            bus.post(VolumeAttached(volume: "v"))
            await bus.drain()
            #expect(log.elements == ["shown 1"])
            subscription.cancel()
        }
    }
#endif
