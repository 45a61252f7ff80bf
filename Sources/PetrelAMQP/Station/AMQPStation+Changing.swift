internal import PetrelBus
internal import PetrelCloud
internal import PetrelPlugin
internal import Synchronization

/// What operators do while the server runs.
extension AMQPStation {
    /// By id or by name.
    func target(_ text: String) throws(APIError) -> (id: String, place: Place) {
        let found = state.withLock { state in
            state.targets.first { $0.key == text || $0.value.worker.board.name == text }
        }
        guard let found else { throw .notFound("AMQP target", text) }
        return (found.key, found.value)
    }

    func add(_ values: [String: JSONValue]) async throws -> String {
        let id = EventID.next().description
        let target = try read(values, id)
        let isTaken = state.withLock { state in
            state.targets.values.contains { $0.worker.board.name == target.name }
        }
        guard !isTaken else {
            throw APIError.ruleConflict("there is a target \(target.name): choose another name")
        }
        try await table.write(id, TargetTable.Row(values: values, isPaused: false))
        // What happens once this has answered is the target's.
        _ = try await target.subscription(context)
        add(target, values: values, isConfigured: false, isPaused: false)
        return id
    }

    /// Changes some of what was given; `paused` alone can be changed of a target of the settings.
    func update(_ text: String, _ changes: [String: JSONValue], isPaused: Bool?) async throws {
        let (id, place) = try target(text)
        guard !place.isConfigured || changes.isEmpty else {
            throw APIError.invalid(
                "target \(text) stands in the settings: change it there; here it can be paused")
        }
        let values = place.values.merging(changes) { _, new in new }
        let replaced = changes.isEmpty ? nil : try read(values, id)
        let now = isPaused ?? place.worker.order.read { $0.isPaused }
        try await table.write(id, TargetTable.Row(values: values, isPaused: now))
        state.withLock { $0.targets[id]?.values = values }
        if let replaced { place.worker.replace(replaced) }
        if let isPaused { place.worker.pause(isPaused) }
    }

    func remove(_ text: String) async throws {
        let (id, place) = try target(text)
        guard !place.isConfigured else {
            throw APIError.invalid("target \(text) stands in the settings: remove it there")
        }
        try await table.remove(id)
        place.worker.stop()
        _ = state.withLock { $0.targets.removeValue(forKey: id) }
        context.retire(id)
    }

    /// A past range to one routing key; begins at once.
    func backfill(_ backfill: Backfill) async throws {
        try await BackfillTable(context).write(backfill)
        add(backfill)
    }

    func cancelBackfill(_ id: String) async throws {
        guard let found = state.withLock({ $0.backfills[id] }) else {
            throw APIError.notFound("AMQP backfill", id)
        }
        let now = found.watched.change { backfill in
            if backfill.state == .running { backfill.state = .cancelled }
            return backfill
        }
        found.worker.stop()
        try await BackfillTable(context).write(now)
    }

    /// Values as they are written in the settings, with mistakes as an API error.
    private func read(_ values: [String: JSONValue], _ id: String) throws -> AMQPTarget {
        do {
            return try AMQPTarget.read(PluginSettings(place: "target", values: values), id: id)
        } catch let error as PluginSettingsError {
            throw APIError.invalid(error.description)
        }
    }
}
