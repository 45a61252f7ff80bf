internal import CPetrelBus

extension EventBus {
    /// Delivers an event to every subscription that wants it.
    ///
    /// Immediate handlers have run when this returns; queued ones have accepted or refused the event, and nobody
    /// waits for them. An event posted from inside a handler is delivered after the one being handled, in the order
    /// of posting, before the outermost `post` returns. Never throws, and on this way never allocates or locks: only
    /// the first event of a type, and events posted inside handlers, take a longer way. After ``close()`` nothing is
    /// delivered.
    @inlinable
    @inline(__always)
    public func post<E: Event>(_ event: E) {
        post(event, key: Self.key(of: event))
    }

    /// The type by which an event is routed: for objects the dynamic one.
    @inlinable
    @inline(__always)
    static func key<E: Event>(of event: E) -> UInt {
        UInt(bitPattern: unsafeBitCast(type(of: event) as Any.Type, to: Int.self))
    }

    // Neither this nor what follows is inlined into the caller: here the event is an address, and so it stays for every
    // handler, where specialised code would copy it each time.
    @usableFromInline
    func post<E: Event>(_ event: E, key: UInt) {
        guard let reader = petrel_reader_fast(), reader.pointee.bus == nil else {
            return postSlowly(event)
        }
        petrel_reader_enter(reader, switchboard)
        guard let route = petrel_find(switchboard, key),
            let list = petrel_route_begin(route, reader)
        else {
            petrel_reader_leave(reader)
            return postSlowly(event)
        }
        deliver(event, through: list, reader)
    }

    @inline(__always)
    func deliver<E: Event>(
        _ event: E, through list: UnsafePointer<petrel_list>,
        _ reader: UnsafeMutablePointer<petrel_reader>
    ) {
        if var entry = list.pointee.entries {
            let end = entry + list.pointee.count
            while entry != end {
                if petrel_claim(reader, entry.pointee.subscription) {
                    do {
                        try Unmanaged<Handler<E>>.fromOpaque(entry.pointee.handler)
                            ._withUnsafeGuaranteedRef { try $0.handle(event) }
                    } catch {
                        handlerThrew(error, event, entry)
                    }
                }
                entry += 1
            }
        }
        if reader.pointee.pending != nil { deliverPending(reader) }
        petrel_reader_leave(reader)
        if petrel_reader_has_attention(reader) { Self.attend(reader) }
    }
}

// MARK: The longer way

extension EventBus {
    /// First posts of a thread, of a type or through a changed list, measured posts, and posts inside handlers.
    @inline(never)
    func postSlowly<E: Event>(_ event: E) {
        let reader = petrel_reader_current() ?? petrel_reader_make()
        guard reader.pointee.bus == nil else { return postInside(event, reader) }
        petrel_reader_enter(reader, switchboard)
        petrel_reader_fence()
        deliverSlowly(event, reader)
        if reader.pointee.pending != nil { deliverPending(reader) }
        petrel_reader_leave(reader)
        petrel_reader_fence()
        if petrel_reader_has_attention(reader) { Self.attend(reader) }
    }

    /// Delivers with the thread already entered.
    func deliverSlowly<E: Event>(_ event: E, _ reader: UnsafeMutablePointer<petrel_reader>) {
        guard let list = resolvedList(for: event) else { return }
        let weight = count(list, reader)
        reader.pointee.accepted = 0
        for place in 0..<list.pointee.count {
            guard let entry = list.pointee.entries.map({ $0 + place }) else { break }
            guard petrel_claim_slowly(reader, entry.pointee.subscription) else { continue }
            call(entry, event, weight: weight)
        }
        guard list.pointee.watched != 0, reader.pointee.accepted == 0 else { return }
        petrel_list_add_dead(list)
        guard !(event is DeadEvent), !(event is UndeliverableEvent) else { return }
        post(DeadEvent(event: event))
    }

    private func resolvedList<E: Event>(for event: E) -> UnsafeMutablePointer<petrel_list>? {
        let key = Self.key(of: event)
        while true {
            if let list = petrel_find(switchboard, key).flatMap({ petrel_route_list($0) }) {
                return list
            }
            let isClosed = change { registry in
                registry.resolve(event, key: key)
                return registry.isClosed
            }
            if isClosed { return nil }
        }
    }

    /// Counts a delivery and says how many it stands for if it is to be measured, else 0.
    private func count(
        _ list: UnsafeMutablePointer<petrel_list>, _ reader: UnsafeMutablePointer<petrel_reader>
    ) -> UInt64 {
        guard let cell = petrel_list_cell(list, reader) else {
            petrel_list_add_uncelled(list)
            return 0
        }
        return Sampling.count(cell, everyDelivery: list.pointee.watched != 0)
    }

    private func call<E: Event>(_ entry: UnsafePointer<petrel_entry>, _ event: E, weight: UInt64) {
        let start = weight > 0 ? petrel_now() : 0
        do {
            try Unmanaged<Handler<E>>.fromOpaque(entry.pointee.handler)
                ._withUnsafeGuaranteedRef { try $0.handle(event) }
        } catch {
            handlerThrew(error, event, entry)
        }
        guard weight > 0 else { return }
        SubscriptionRecord.of(entry).counters.took(petrel_now() &- start, weight: weight)
    }

    @inline(never)
    func handlerThrew<E: Event>(
        _ error: any Error, _ event: E, _ entry: UnsafePointer<petrel_entry>
    ) {
        let record = SubscriptionRecord.of(entry)
        record.counters.fail()
        report(event, .handlerThrew(error), record.info)
    }

    /// Posts what went wrong, if anybody wants to know.
    func report(
        _ event: any Event, _ reason: UndeliverableEvent.Reason, _ subscription: SubscriptionInfo?
    ) {
        guard !(event is UndeliverableEvent), registry.withLock(\.wantsReports) else { return }
        post(UndeliverableEvent(event: event, reason: reason, subscription: subscription))
    }

    /// Frees what this thread's own handlers retired; what others wait for is left to the collecting thread, so that
    /// posting does not pay for their changes.
    @inline(never)
    static func attend(_ reader: UnsafeMutablePointer<petrel_reader>) {
        let reasons = petrel_reader_take_attention(reader)
        if reasons & UInt32(petrel_asked_by_itself) != 0 { return Reclaimer.collect() }
        if reasons != 0 { Reclaimer.collectElsewhere() }
    }
}

extension SubscriptionRecord {
    static func of(_ entry: UnsafePointer<petrel_entry>) -> SubscriptionRecord {
        // A list keeps its members' records alive, and each record is the owner of its counters.
        unsafeBitCast(entry.pointee.subscription.pointee.owner, to: SubscriptionRecord.self)
    }
}

/// Which deliveries are measured: the 1st, 2nd, 4th, 8th … and then each 4,096th.
private enum Sampling {
    private static let period: UInt64 = 4096

    /// Counts a delivery in a thread's cell, and says how many deliveries its time stands for, or 0.
    static func count(_ cell: UnsafeMutablePointer<petrel_cell>, everyDelivery: Bool) -> UInt64 {
        let number = cell.pointee.count + 1
        petrel_cell_set(cell, number, everyDelivery ? number : nextDue(after: number) - 1)
        guard number.nonzeroBitCount == 1 || number.isMultiple(of: period) else { return 0 }
        return min(max(number / 2, 1), period)
    }

    private static func nextDue(after number: UInt64) -> UInt64 {
        number < period
            ? 1 << (UInt64.bitWidth - number.leadingZeroBitCount) : (number / period + 1) * period
    }
}
