extension EventBus {
    /// Calls `handler` for each event of a type: a concrete type, a class and its subclasses, a protocol
    /// (`(any Billable).self`), or every event (`(any Event).self`).
    ///
    /// - Parameters:
    ///   - type: Events are passed as this. A protocol costs an allocation for each event larger than three words;
    ///     see ``subscribe(family:named:priority:file:line:)`` for the way without.
    ///   - pattern: If given, only events whose topic matches; events without a topic never do.
    ///   - name: Shown in the topology and in reports; the subscribing line if not given.
    ///   - predicate: If given, only events for which it holds. It runs on the posting thread.
    ///   - priority: Among immediate handlers, higher comes first.
    ///   - delivery: On the posting thread, or through a queue of its own.
    ///   - handler: Told of each event. What it throws is reported as ``UndeliverableEvent``.
    /// - Returns: The subscription, which ends when you let go of it.
    public func subscribe<Wanted>(
        to type: Wanted.Type, matching pattern: TopicPattern? = nil, named name: String? = nil,
        where predicate: (@Sendable (Wanted) -> Bool)? = nil, priority: Int = 0,
        delivery: Delivery<Wanted> = .immediate, file: StaticString = #fileID, line: UInt = #line,
        handler: @escaping @Sendable (Wanted) throws -> Void
    ) -> Subscription {
        subscribe(
            SubscriptionRequest(
                name: name, place: "\(file):\(line)", pattern: pattern, predicate: predicate,
                priority: priority, delivery: delivery, body: .closure(handler)))
    }

    /// The same for an asynchronous handler, whose events wait in a queue: by default of 1,024, dropping the oldest.
    ///
    /// The next event is handled when `handler` has returned from the one before.
    public func subscribe<Wanted>(
        to type: Wanted.Type, matching pattern: TopicPattern? = nil, named name: String? = nil,
        where predicate: (@Sendable (Wanted) -> Bool)? = nil, priority: Int = 0,
        delivery: QueueRule<Wanted> = .queued(limit: 1024, whenFull: .dropOldest),
        file: StaticString = #fileID, line: UInt = #line,
        handler: @escaping @Sendable (Wanted) async throws -> Void
    ) -> Subscription {
        subscribe(
            SubscriptionRequest(
                name: name, place: "\(file):\(line)", pattern: pattern, predicate: predicate,
                priority: priority, delivery: Delivery(queue: delivery),
                body: .asynchronous(handler)))
    }

    /// Calls a handler object, the fastest way of all.
    public func subscribe<Wanted>(
        _ handler: Handler<Wanted>, matching pattern: TopicPattern? = nil,
        named name: String? = nil,
        where predicate: (@Sendable (Wanted) -> Bool)? = nil, priority: Int = 0,
        delivery: Delivery<Wanted> = .immediate, file: StaticString = #fileID, line: UInt = #line
    ) -> Subscription {
        subscribe(
            SubscriptionRequest(
                name: name, place: "\(file):\(line)", pattern: pattern, predicate: predicate,
                priority: priority, delivery: delivery, body: .object(handler)))
    }

    /// Calls `handler` for each event, of whatever type, whose topic matches a pattern.
    public func subscribe(
        matching pattern: TopicPattern, named name: String? = nil,
        where predicate: (@Sendable (any TopicalEvent) -> Bool)? = nil, priority: Int = 0,
        delivery: Delivery<any TopicalEvent> = .immediate,
        file: StaticString = #fileID, line: UInt = #line,
        handler: @escaping @Sendable (any TopicalEvent) throws -> Void
    ) -> Subscription {
        subscribe(
            to: (any TopicalEvent).self, matching: pattern, named: name, where: predicate,
            priority: priority, delivery: delivery, file: file, line: line, handler: handler)
    }

    /// Calls `handler` with an object that the bus does not keep alive; when the object has gone, the subscription
    /// ends by itself.
    ///
    /// A weak reference costs some ten times what a strong one does for each event; hold the ``Subscription`` in the
    /// object instead where that matters.
    public func subscribe<Object: AnyObject & Sendable, Wanted>(
        weakly object: Object, to type: Wanted.Type, matching pattern: TopicPattern? = nil,
        named name: String? = nil, where predicate: (@Sendable (Wanted) -> Bool)? = nil,
        priority: Int = 0, delivery: Delivery<Wanted> = .immediate,
        file: StaticString = #fileID, line: UInt = #line,
        handler: @escaping @Sendable (Object, Wanted) throws -> Void
    ) -> Subscription {
        let object = WeakReference(object)
        return subscribe(
            SubscriptionRequest(
                name: name, place: "\(file):\(line)", pattern: pattern, predicate: predicate,
                priority: priority, delivery: delivery,
                body: .made { WeakHandler(object, subscription: $0, body: handler) }))
    }

    /// Lets a family make the handler for each event type that is posted.
    public func subscribe(
        family: some HandlerFamily, named name: String? = nil, priority: Int = 0,
        file: StaticString = #fileID, line: UInt = #line
    ) -> Subscription {
        let place = "\(file):\(line)"
        let record = makeRecord { id in
            let info = SubscriptionInfo(
                id: id, name: name ?? place, wants: "family \(type(of: family))", place: place,
                priority: priority, delivery: "immediate")
            return FamilySubscription(family, info: info, bus: self)
        }
        return Subscription(self, [record])
    }

    // MARK: Streams

    /// Events of a type as a stream, through a queue of their own.
    public func events<Wanted>(
        of type: Wanted.Type, matching pattern: TopicPattern? = nil, named name: String? = nil,
        where predicate: (@Sendable (Wanted) -> Bool)? = nil, limit: Int = 1024,
        whenFull: WhenFull<Wanted> = .dropOldest, file: StaticString = #fileID, line: UInt = #line
    ) -> EventStream<Wanted> {
        let record = install(
            SubscriptionRequest(
                name: name, place: "\(file):\(line)", pattern: pattern, predicate: predicate,
                priority: 0, delivery: .queued(limit: limit, whenFull: whenFull),
                body: .closure { _ in }, isStream: true))
        let buffer = record.buffer ?? RingBuffer(limit: limit, rule: .dropOldest)
        return EventStream(reader: StreamReader(buffer, Subscription(self, [record])))
    }

    /// Events of whatever type whose topic matches a pattern, as a stream.
    public func events(
        matching pattern: TopicPattern, named name: String? = nil, limit: Int = 1024,
        whenFull: WhenFull<any TopicalEvent> = .dropOldest,
        file: StaticString = #fileID, line: UInt = #line
    ) -> EventStream<any TopicalEvent> {
        events(
            of: (any TopicalEvent).self, matching: pattern, named: name, limit: limit,
            whenFull: whenFull,
            file: file, line: line)
    }
}

// MARK: The one way in

extension EventBus {
    func subscribe<Wanted>(_ request: SubscriptionRequest<Wanted>) -> Subscription {
        Subscription(self, [install(request)])
    }

    func install<Wanted>(_ request: SubscriptionRequest<Wanted>) -> TypedSubscription<Wanted> {
        makeRecord { TypedSubscription(request, id: $0, bus: self) }
    }

    /// Makes and adds a record, and starts its worker. On a closed bus it ends at once.
    private func makeRecord<Record: SubscriptionRecord>(_ make: (Int) -> Record) -> Record {
        let record = make(change { $0.takeID() })
        let isClosed = change { registry in
            if !registry.isClosed { registry.add(record) }
            return registry.isClosed
        }
        if isClosed { record.end() } else if !record.isStream { record.worker.map(scheduler.start) }
        return record
    }
}
