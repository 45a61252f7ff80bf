internal import PetrelCloud
internal import PetrelPlugin

/// What happens side by side while a target is connected.
extension TargetSession {
    /// Sends events as they come, never more than the window has room for.
    func feed(
        _ subscription: DurableSubscription, _ connection: AMQPConnection,
        _ flow: Watched<PublishFlow>
    ) async throws {
        for try await batch in subscription {
            var rest = batch.events[...]
            flow.change { $0.batch = batch }
            while !rest.isEmpty {
                try await flow.wait { $0.window.free > 0 && !$0.isBlocked && !$0.isEnding }
                let count = flow.read { min($0.window.free, rest.count) }
                let events = rest.prefix(count)
                rest.removeFirst(count)
                let messages = events.map { target.message($0) }
                let last = rest.isEmpty ? batch.cursor : nil
                note(events, last, flow)
                try await connection.publish(messages)
            }
        }
    }

    /// Before they are sent, so that no confirmation is too early.
    private func note(
        _ events: ArraySlice<CloudEvent>, _ last: Int64?, _ flow: Watched<PublishFlow>
    ) {
        let underWay = flow.change { flow in
            if flow.window.underWay == 0 { flow.heard = .now }
            for (index, event) in zip(events.indices, events) {
                let isLast = index == events.endIndex - 1
                let cursor = isLast ? last ?? event.sequence : event.sequence
                flow.window.sent(event.id.description, cursor: cursor ?? 0)
            }
            return flow.window.underWay
        }
        board.count {
            $0.published += Int64(events.count)
            $0.underWay = underWay
        }
    }

    /// Takes what the broker says, until it says nothing any more.
    func listen(_ connection: AMQPConnection, _ flow: Watched<PublishFlow>) async throws {
        for await signals in connection.signals {
            for signal in signals { try await take(signal, flow) }
        }
        try Task.checkCancellation()
        throw AMQPFailure(
            .connection, broker: target.broker.place, reason: "the connection ended")
    }

    private func take(_ signal: AMQPSignal, _ flow: Watched<PublishFlow>) async throws {
        switch signal {
        case .confirmed(let tag, let multiple): await confirm(tag, multiple, flow)
        case .refused: try refuse()
        case .returned(let id, let key, let reason): try await comeBack(id, key, reason, flow)
        case .blocked(let reason): await block(reason, flow)
        case .unblocked:
            flow.change {
                $0.isBlocked = false
                $0.heard = .now
            }
            board.enter(.running)
            await board.works(unless: [.refused, .unroutable])
        case .closed(let failure): throw failure
        case .delivered, .consumerCancelled: break
        }
    }

    private func confirm(_ tag: UInt64, _ multiple: Bool, _ flow: Watched<PublishFlow>) async {
        let (count, underWay) = flow.change { flow in
            flow.heard = .now
            return (flow.window.confirm(tag, multiple: multiple), flow.window.underWay)
        }
        board.count {
            $0.confirmed += Int64(count.routed)
            $0.unroutable += Int64(count.unroutable)
            $0.underWay = underWay
            $0.lastConfirmed = .now
        }
        if count.routed > 0 { await board.works() }
    }

    private func refuse() throws {
        board.count { $0.refused += 1 }
        throw AMQPFailure(
            .refused, broker: target.broker.place,
            reason: "the broker refused a message for exchange \(target.exchange)")
    }

    private func comeBack(
        _ id: String, _ key: String, _ reason: String, _ flow: Watched<PublishFlow>
    ) async throws {
        guard target.unroutable == .alert else {
            throw AMQPFailure(
                .unroutable, broker: target.broker.place,
                reason: "no queue is bound to exchange \(target.exchange) for \(key)")
        }
        flow.change { $0.window.returned(id) }
        await board.unroutable(key, reason, exchange: target.exchange)
    }

    private func block(_ reason: String, _ flow: Watched<PublishFlow>) async {
        flow.change { $0.isBlocked = true }
        board.enter(.blocked(reason))
        await board.trouble(
            AMQPFailure(
                .blocked, broker: target.broker.place,
                reason: "the broker takes nothing because it is \(reason)"))
    }

    /// The cursor follows what is confirmed.
    func moveCursor(_ flow: Watched<PublishFlow>) async throws {
        var done = flow.read { $0.window.cursor }
        while true {
            let reached = done
            try await flow.wait { $0.window.cursor > reached }
            let (batch, cursor) = flow.read { ($0.batch, $0.window.cursor) }
            try await batch?.acknowledge(through: cursor)
            done = cursor
            board.count { $0.cursor = cursor }
            try await Task.sleep(for: Self.pause)
        }
    }

    /// A broker that answers nothing, and does not say why, is left.
    func watchSilence(_ flow: Watched<PublishFlow>) async throws {
        while true {
            try await Task.sleep(for: Self.patience / 4)
            let isSilent = flow.read { flow in
                flow.window.underWay > 0 && !flow.isBlocked
                    && flow.heard.duration(to: .now) > Self.patience
            }
            guard isSilent else { continue }
            throw AMQPFailure(
                .connection, broker: target.broker.place,
                reason: "the broker confirmed nothing for \(Self.patience.components.seconds) s")
        }
    }

    /// Another order: nothing new is begun, and what is under way has a moment to be confirmed.
    func awaitEnd(_ flow: Watched<PublishFlow>) async throws {
        try await order.wait { $0.number != number }
        flow.change { $0.isEnding = true }
        await withTaskGroup { group in
            group.addTask { try? await flow.wait { $0.window.underWay == 0 || $0.isBlocked } }
            group.addTask { try? await Task.sleep(for: Self.farewell) }
            await group.next()
            group.cancelAll()
        }
    }
}
