public import PetrelCloud
public import PetrelLedger
public import PetrelStates

/// Why a resource must not be moved whatever its state. Throws when it applies.
public struct Objection: Sendable {
    let check: @Sendable (Resource) throws -> Void
}

/// The one way in which anything is written. No other file of this module commits.
extension Cloud {
    /// Moves a resource as its machine allows, and returns it as it then is.
    ///
    /// Listeners are asked first; the change, its event and `events` are one commit; listeners and
    /// then the bus are told. When somebody else changed the resource in the meantime it is read
    /// again and the machine is asked again, so `edit` may run more than once.
    ///
    /// - Parameters:
    ///   - edit: What else changes of the resource, in the same commit.
    ///   - objection: Throws when the resource is in no condition to be moved. Asked each time.
    ///   - events: Events that belong to the same commit, as the end of an action.
    @discardableResult
    public func move<Life: CloudResource>(
        _ resource: Resource, _ life: Life.Type, _ trigger: Life.Trigger,
        to target: Life.State? = nil,
        for errand: Errand, telling events: [CloudEvent] = [],
        unless objection: Objection? = nil,
        edit: (@Sendable (inout Resource.Profile) -> Void)? = nil
    ) async throws -> Resource {
        var resource = resource
        var triesLeft = 8
        while true {
            try objection?.check(resource)
            do {
                return try await moveOnce(
                    resource, trigger.rawValue, to: target?.rawValue, for: errand, telling: events,
                    edit: edit)
            } catch LedgerError.conflict where triesLeft > 0 {
                triesLeft -= 1
                resource = try await current(resource)
            }
        }
    }

    private func moveOnce(
        _ resource: Resource, _ trigger: String, to target: String?, for errand: Errand,
        telling events: [CloudEvent], edit: (@Sendable (inout Resource.Profile) -> Void)?
    ) async throws -> Resource {
        guard let machine = machines[resource.kind] else {
            throw LedgerError.unknownKind(resource.kind)
        }
        var profile = resource.profile
        edit?(&profile)
        let edited = edit == nil ? nil : profile
        let committed: Committed? = try await machine.fire(
            trigger, on: resource.id, in: resource.state, to: target,
            context: TransitionContext(details: errand)
        ) { change in
            // A row that is silent and stays says that nothing happened.
            if change.isSilent, change.isSelfTransition, edited == nil, events.isEmpty {
                return nil
            }
            let change = Change.move(change, of: resource, edited, for: errand)
            let events = (errand.pending?.waiting ?? []) + events
            return try await ledger.commit(Commit(changes: [change], events: events))
        }
        guard let committed else { return resource }
        errand.pending?.wasTold()
        order.offer(committed.events)
        return committed.resources.first ?? resource
    }

    /// Makes, revises and removes resources, all or nothing, and tells of it.
    @discardableResult
    func write(_ changes: [Change], telling events: [CloudEvent] = []) async throws -> [Resource] {
        guard !changes.isEmpty || !events.isEmpty else { return [] }
        let committed = try await ledger.commit(Commit(changes: changes, events: events))
        order.offer(committed.events)
        return committed.resources
    }

    /// Changes what is known of a resource without moving it.
    @discardableResult
    func revise(
        _ resource: Resource, for errand: Errand, telling events: [CloudEvent] = [],
        _ edit: @Sendable (inout Resource.Profile) -> Void
    ) async throws -> Resource {
        var resource = resource
        var triesLeft = 8
        while true {
            var profile = resource.profile
            edit(&profile)
            do {
                let change = Change.revision(of: resource, profile, for: errand)
                return try await write([change], for: errand, telling: events)[0]
            } catch LedgerError.conflict where triesLeft > 0 {
                triesLeft -= 1
                resource = try await current(resource)
            }
        }
    }

    /// Removes a resource for good; only from a state that allows it.
    @discardableResult
    func remove(
        _ resource: Resource, for errand: Errand, telling events: [CloudEvent] = []
    ) async throws -> Resource {
        let resource = try await current(resource)
        let removal = Change.removal(of: resource, for: errand)
        return try await write([removal], for: errand, telling: events)[0]
    }

    /// Writes what belongs to an errand, with the event that waits for its first change.
    @discardableResult
    func write(
        _ changes: [Change], for errand: Errand, telling events: [CloudEvent] = []
    ) async throws -> [Resource] {
        let resources = try await write(
            changes, telling: (errand.pending?.waiting ?? []) + events)
        errand.pending?.wasTold()
        return resources
    }

    /// The resource as it is now.
    func current(_ resource: Resource) async throws -> Resource {
        guard let now = try await ledger.resource(kind: resource.kind, id: resource.id),
            now.removed == nil
        else { throw LedgerError.notFound(kind: resource.kind, id: resource.id) }
        return now
    }

    /// Tells of something that changed no resource, as an alert.
    public func tell(_ events: [CloudEvent]) async throws {
        try await write([], telling: events)
    }
}

extension Cloud {
    /// Keeps a setting, together with the event that tells of it.
    func write(setting name: String, _ value: String, telling event: CloudEvent) async throws {
        let committed = try await ledger.commit(
            Commit(
                events: [event],
                rows: [
                    { rows in
                        try rows.execute(
                            "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                            [.text(name), .text(value)])
                    }
                ]))
        order.offer(committed.events)
    }
}
