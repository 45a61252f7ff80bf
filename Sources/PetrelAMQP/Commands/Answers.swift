internal import PetrelBus
internal import PetrelCloud
internal import PetrelPlugin

extension AMQPStatus {
    /// The members that every list shows.
    var members: [String: JSONValue] {
        var members: [String: JSONValue] = [
            "state": .string(state.word), "since": .date(since), "failures": .integer(failures),
        ]
        members["reason"] = state.reason.map(JSONValue.string)
        members["lastfailure"] = lastFailure.map { .string($0.description) }
        if case .waiting(_, let until) = state { members["nextattempt"] = .date(until) }
        return members
    }
}

extension AMQPStation {
    func answer(_ target: String) async throws -> JSONValue {
        let last = try await context.store.lastSequence
        return try self.target(target).place.answer(last: last)
    }
}

extension AMQPStation.Place {
    func answer(last: Int64) -> JSONValue {
        let (target, isPaused) = worker.order.read { ($0.subject, $0.isPaused) }
        let status = worker.board.status
        var members = status.members
        members.merge(target.members) { $1 }
        members["origin"] = .string(isConfigured ? "settings" : "api")
        members["paused"] = .bool(isPaused)
        members["cursor"] = status.cursor.map(JSONValue.integer)
        members["behind"] = status.cursor.map { .integer(max(0, last - $0)) }
        members["published"] = .integer(status.published)
        members["confirmed"] = .integer(status.confirmed)
        members["cameback"] = .integer(status.unroutable)
        members["refused"] = .integer(status.refused)
        members["unconfirmed"] = .integer(Int64(status.underWay))
        members["lastconfirmed"] = status.lastConfirmed.map { .date($0) }
        return .object(members)
    }
}

extension AMQPTarget {
    /// What may be shown: all but the password.
    fileprivate var members: [String: JSONValue] {
        var members: [String: JSONValue] = [
            "id": .string(id), "name": .string(name), "broker": .string(broker.place),
            "virtualhost": .string(broker.virtualHost), "tls": .bool(broker.tls != nil),
            "exchange": .string(exchange), "filter": .string(filter.description),
            "form": .string(form.rawValue), "unroutable": .string(unroutable.rawValue),
            "window": .integer(Int64(window)),
        ]
        members["user"] = broker.user.map(JSONValue.string)
        return members
    }
}

extension Worker<InboundQueue> {
    var answer: JSONValue {
        let queue = order.read(\.subject)
        let status = board.status
        return .object(
            status.members.merging([
                "name": .string(queue.name), "broker": .string(queue.broker.place),
                "queue": .string(queue.queue), "account": .string(queue.account),
                "source": .string(queue.source), "deadletter": .string(queue.deadLetter),
                "committed": .integer(status.committed),
                "duplicates": .integer(status.duplicates), "poisoned": .integer(status.poisoned),
            ]) { $1 })
    }
}

extension Backfill {
    func answer(_ status: AMQPStatus?) -> JSONValue {
        var members = status?.members ?? [:]
        members.merge([
            "id": .string(id), "target": .string(target.name), "exchange": .string(exchange),
            "routingkey": .string(routingKey), "filter": .string(filter.description),
            "after": .integer(after), "through": .integer(through), "cursor": .integer(cursor),
            "percent": .integer(percent), "sent": .integer(sent),
        ]) { $1 }
        // While it works, what the connection does says more.
        if state != .running || status == nil { members["state"] = .string(state.rawValue) }
        return .object(members)
    }
}

extension RoundTrip.Step {
    var answer: JSONValue {
        var members: [String: JSONValue] = [
            "name": .string(name), "milliseconds": .number(milliseconds),
            "success": .bool(failure == nil),
        ]
        members["reason"] = failure.map(JSONValue.string)
        return .object(members)
    }
}
