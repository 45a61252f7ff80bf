internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import Synchronization

/// Why, what and how many.
extension SubscriptionDesk {
    /// Step by step, why a subscription got an event or did not.
    func explain(_ id: String, event text: String, for caller: Caller) async throws -> JSONValue {
        let subscription = try await find(id, for: caller)
        guard let event = try await event(text), EventScope(caller).shows(event) else {
            throw APIError.notFound("event", text)
        }
        let rights = try await courier.rights.rights(of: subscription.owner.account)
        let attempts = try await attempts(subscription.id, event: event.id.description)
        let place = courier.board.withLock {
            $0.backlog(RunID(subscription: subscription.id)).place
        }
        var steps: [JSONValue] = []
        func step(_ name: String, _ holds: Bool, _ reason: String) {
            steps.append(
                ["step": .string(name), "holds": .bool(holds), "reason": .string(reason)])
        }
        step(
            "scope", subscription.isAbout(event),
            "scope \(subscription.scope.rawValue) of "
                + (subscription.watched ?? subscription.owner.accountName))
        let topics = subscription.interest.topics
        step(
            "topics", topics.isEmpty || topics.contains { $0.matches(event.topic) },
            "the topic is \(event.topic)")
        if subscription.routing.level != nil || subscription.routing.isStandby {
            step(
                "routing", subscription.routing.takes(event),
                subscription.routing.isStandby
                    ? "it gets only what is escalated to it"
                    : "the level is \(event.level.rawValue)")
        }
        for (index, filter) in subscription.interest.filters.enumerated() {
            step("filters[\(index)]", filter.matches(event), filter.json.description)
        }
        if !subscription.typeFilters.isEmpty {
            step(
                "typefilters", TypeFilter.allow(event, subscription.typeFilters),
                "the type is \(event.type.name)")
        }
        step(
            "rights", rights?.shows(event, to: subscription) ?? false,
            rights == nil ? "the account is not enabled" : "as listEvents would decide")
        let verdict = try await verdict(
            subscription, event, attempts, place,
            matches: subscription.matches(event)
                && rights?.shows(event, to: subscription) ?? false)
        return [
            "subscription": .string(subscription.id), "event": .string(event.id.description),
            "verdict": .string(verdict.word), "reason": .string(verdict.reason),
            "steps": .array(steps), "attempts": .array(attempts.map(\.json)),
        ]
    }

    private func verdict(
        _ subscription: NotifySubscription, _ event: CloudEvent, _ attempts: [AttemptRecord],
        _ place: Int64, matches: Bool
    ) async throws -> (word: String, reason: String) {
        if let success = attempts.last(where: \.isSuccess) {
            return ("delivered", "taken at \(success.ended.text())")
        }
        guard matches else { return ("notmatched", "a step above does not hold") }
        let sequence = event.sequence ?? 0
        if let dead = try await deadLetters(of: subscription.id)
            .first(where: { $0.sequence == sequence })
        {
            return ("deadlettered", dead.reason)
        }
        if let folder = courier.board.withLock({ board in
            board.people.folders[subscription.id]?.first { $0.first...$0.last ~= sequence }
        }) {
            return ("kept", "it goes out with others, at \(folder.due.text())")
        }
        if let held = try await held(subscription.id).first(where: { $0.sequence == sequence }) {
            return ("held", held.reason ?? "an earlier event of its resource has failed")
        }
        if subscription.state != .enabled {
            return (subscription.state.rawValue, subscription.reason ?? "its owner paused it")
        }
        if sequence > place { return ("waiting", "it is in the backlog, which is at \(place)") }
        return (
            "passed",
            "it was delivered before the attempts that are remembered, was in a digest, was before "
                + "the subscription's start, was delivered in the second before the server was "
                + "killed, or was left out"
        )
    }

    func event(_ text: String) async throws -> CloudEvent? {
        guard let id = EventID(text.lowercased()) else { return nil }
        var query = EventQuery()
        (query.ids, query.includesArchived, query.limit) = ([id], true, 1)
        return try await context.store.events(query).elements.first
    }

    struct Held: Sendable {
        let sequence: Int64
        let counter: Int64
        let attempts: Int64
        let due: Timestamp
        let reason: String?
    }

    func held(_ id: String) async throws -> [Held] {
        try await context.read { reader in
            try reader.rows(
                """
                SELECT sequence, counter, attempts, due, reason FROM notify_held
                WHERE subscription = ? AND run = '' ORDER BY sequence
                """, [.text(id)]
            ).map { row in
                Held(
                    sequence: row[0].integer ?? 0, counter: row[1].integer ?? 0,
                    attempts: row[2].integer ?? 0,
                    due: Timestamp(nanoseconds: row[3].integer ?? 0), reason: row[4].text)
            }
        }
    }

    /// What a receiver lacks between two of its counters.
    func missing(
        _ id: String, from: Int64, to: Int64, for caller: Caller
    ) async throws -> JSONValue {
        let subscription = try await find(id, for: caller)
        guard from >= 1, from <= to else {
            throw APIError.invalid("from and to are counters, from 1, in this order")
        }
        try await courier.checkpoint()
        let range = from...to
        let dead = try await deadLetters(of: subscription.id).filter { range.contains($0.counter) }
        let held = try await held(subscription.id).filter { range.contains($0.counter) }
        let backlog = courier.board.withLock { $0.backlog(RunID(subscription: subscription.id)) }
        let lacks: [(Int64, JSONValue)] =
            dead.map { letter in
                (
                    letter.counter,
                    [
                        "counter": .integer(letter.counter), "sequence": .integer(letter.sequence),
                        "event": .string(letter.event), "state": "dead",
                        "reason": .string(letter.reason),
                    ]
                )
            }
            + held.map { parcel in
                (
                    parcel.counter,
                    [
                        "counter": .integer(parcel.counter), "sequence": .integer(parcel.sequence),
                        "state": "held",
                        "reason": .string(parcel.reason ?? "waits for one before it"),
                    ]
                )
            }
        return [
            "missing": .array(lacks.sorted { $0.0 < $1.0 }.map(\.1)),
            // Counters after this one were not given out yet, or are under way.
            "through": .integer(min(to, backlog.counter)), "cursor": .integer(backlog.place),
        ]
    }

    func attempts(
        _ id: String, event: String? = nil, limit: Int = 1_000
    ) async throws -> [AttemptRecord] {
        try await courier.checkpoint()
        return try await AttemptTable(context: context).attempts(
            of: [id], event: event, limit: limit)
    }
}
