internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// What somebody did at once, in steps, and was not done when the server ended.
extension Cloud {
    /// How many of the newest actions are looked at: many more than can have been under way at one instant.
    private static let lookBack = 2_000

    /// Such an action has no record but its events: what was started and has no end has failed. What a job was about
    /// ended with the job; what it did by the way did not.
    func failLeftActions() async throws {
        var query = EventQuery()
        query.categories = [.action]
        query.includesArchived = true
        query.limit = Self.lookBack
        let newest = try await ledger.events(query).elements
        guard let oldest = ActionPart.left(of: newest).compactMap(\.sequence).min() else { return }
        // An end may be missing only because somebody deleted it from the lists.
        let resumed = Set(
            try await everything(HAWork.self, in: Self.openWork).compactMap { $0.text("started") })
        for started in ActionPart.left(of: try await actions(since: oldest))
        where !resumed.contains(started.id.description) {
            try await fail(started)
        }
    }

    /// All of them from that sequence on, whatever lists show.
    private func actions(since first: Int64) async throws -> [CloudEvent] {
        let last = try await ledger.lastSequence
        var found: [CloudEvent] = []
        for try await batch in ledger.follow(after: first - 1, limit: 1_000) {
            found += batch.filter { $0.category == .action }
            if (batch.last?.sequence ?? last) >= last { break }
        }
        return found
    }

    private func fail(_ started: CloudEvent) async throws {
        let resource: Resource? =
            if let reference = started.resource {
                try await ledger.resource(kind: reference.kind, id: reference.id)
            } else { nil }
        var action = Action(started.type, started.resource, resource?.profile)
        (action.owner, action.domainPath) = (started.owner, started.domainPath)
        var errand = Errand.system
        if let actor = started.actor { errand.actor = actor }
        errand.job = started.cause?.job
        let first = ActionPart(started).first
        errand = errand.following(started.id).beginning(with: EventID(first) ?? started.id)
        let reason = "the server was restarted in between: check, then try again"
        try await tell([action.event(.failed, for: errand, reason: reason)])
    }
}

/// What the steps of one action have in common: its first event, and the type, since what is done by the way is filed
/// with the action it belongs to.
private struct ActionPart: Hashable {
    let first: String
    let type: EventType

    init(_ event: CloudEvent) {
        first = event.attributes["parentid"]?.string ?? event.id.description
        type = event.type
    }

    /// What was started more often than it ended, in the order of its events.
    static func left(of events: [CloudEvent]) -> [CloudEvent] {
        Dictionary(grouping: events, by: ActionPart.init).values.flatMap { steps in
            let started = steps.filter { $0.outcome == .started }
            let ends = steps.count { $0.outcome?.isFinal == true }
            return started.suffix(max(0, started.count - ends))
        }.sorted { ($0.sequence ?? 0) < ($1.sequence ?? 0) }
    }
}
