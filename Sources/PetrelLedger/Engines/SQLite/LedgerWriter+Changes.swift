internal import GRDB
internal import PetrelCloud
internal import PetrelStates

/// Changes of resources, each checked against the stored row before anything of it is written.
extension LedgerWriter {
    func write(_ commit: Commit) throws -> Committed {
        for event in commit.events { try Self.checkTellsOfNoChange(event) }
        let start = appended.count
        let resources = try commit.changes.map(write)
        for event in commit.events { try append(event) }
        let rows = PluginRows(db: db, mayWrite: true)
        for body in commit.rows { try rows.run(body) }
        return Committed(events: Array(appended[start...]), resources: resources)
    }

    /// An event that told of a change without one would be a lie that every reader of the chain believes.
    private static func checkTellsOfNoChange(_ event: CloudEvent) throws(LedgerError) {
        guard event.category != .resourceState, event.oldState == nil, event.newState == nil else {
            throw .eventMismatch(
                kind: event.resource?.kind ?? "", id: event.resource?.id ?? "",
                reason: "it tells of a change of state that the commit does not make")
        }
    }

    private func write(_ change: Change) throws -> Resource {
        switch change.action {
        case .create(let kind, let id, let state, let profile):
            try create(kind: kind, id: id, state: state, profile, change.event)
        case .move(let move, let version, let profile):
            try self.move(move, at: version, profile, change.event)
        case .revise(let kind, let id, let version, let profile):
            try revise(kind: kind, id: id, at: version, profile, change.event)
        case .remove(let kind, let id, let version):
            try remove(kind: kind, id: id, at: version, change.event)
        }
    }

    private func create(
        kind: String, id: String, state: String, _ profile: Resource.Profile, _ event: CloudEvent
    ) throws -> Resource {
        try lives.checkBeginning(kind: kind, id: id, state: state)
        guard try find(kind: kind, id: id) == nil else {
            throw LedgerError.exists(kind: kind, id: id)
        }
        let resource = Resource(
            kind: kind, id: id, version: 1, state: state, profile: profile, created: event.time,
            changed: event.time)
        try insert(resource)
        try append(event, of: resource, from: nil, to: state)
        return resource
    }

    private func move(
        _ move: StateChange, at version: Int64, _ profile: Resource.Profile?, _ event: CloudEvent
    ) throws -> Resource {
        let row = try current(kind: move.kind, id: move.id, at: version)
        try lives.check(move, state: row.resource.state)
        guard event.category == .resourceState, event.trigger == move.trigger else {
            throw LedgerError.eventMismatch(
                kind: move.kind, id: move.id,
                reason: "a move on \(move.trigger) needs a state event with that trigger")
        }
        let resource = row.resource.changed(to: move.to, profile: profile, at: event.time)
        try update(row, to: resource, writesProfile: profile != nil)
        try append(event, of: resource, from: move.from, to: move.to)
        return resource
    }

    private func revise(
        kind: String, id: String, at version: Int64, _ profile: Resource.Profile,
        _ event: CloudEvent
    ) throws -> Resource {
        let row = try current(kind: kind, id: id, at: version)
        let state = row.resource.state
        let resource = row.resource.changed(to: state, profile: profile, at: event.time)
        try update(row, to: resource, writesProfile: true)
        try append(event, of: resource, from: state, to: state)
        return resource
    }

    private func remove(
        kind: String, id: String, at version: Int64, _ event: CloudEvent
    ) throws -> Resource {
        let row = try current(kind: kind, id: id, at: version)
        let state = row.resource.state
        try lives.checkEnd(kind: kind, id: id, state: state)
        let resource = row.resource.changed(
            to: state, profile: nil, at: event.time, removed: event.time)
        try markRemoved(row, as: resource)
        try append(event, of: resource, from: state, to: nil)
        return resource
    }

    /// The stored row, if it is at the version that the caller knows.
    private func current(kind: String, id: String, at version: Int64) throws -> ResourceRow {
        guard let row = try find(kind: kind, id: id) else {
            throw LedgerError.notFound(kind: kind, id: id)
        }
        guard row.resource.removed == nil else { throw LedgerError.removed(kind: kind, id: id) }
        guard row.resource.version == version else {
            throw LedgerError.conflict(
                kind: kind, id: id, expected: version, found: row.resource.version)
        }
        return row
    }
}

extension Resource {
    fileprivate func changed(
        to state: String, profile: Profile?, at time: Timestamp, removed: Timestamp? = nil
    ) -> Resource {
        Resource(
            kind: kind, id: id, version: version + 1, state: state,
            profile: profile ?? self.profile, created: created, changed: time, removed: removed)
    }
}
