internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// What somebody did at once, in steps, and was not done when the server ended.
extension Cloud {
    /// How many of the newest actions are looked at: many more than can have been under way at one instant.
    private static let lookBack = 2_000

    /// Such an action has no record but its events: what was started and has no end has failed.
    func failLeftActions() async throws {
        var query = EventQuery()
        query.categories = [.action]
        query.limit = Self.lookBack
        let newest = try await ledger.events(query).elements
        let ended = Set(
            newest.filter { $0.outcome?.isFinal == true }
                .compactMap { $0.attributes["parentid"]?.string })
        let resumed = Set(
            try await everything(HAWork.self, in: [.restarting]).compactMap { $0.text("started") })
        let left = newest.filter { event in
            let id = event.id.description
            return event.outcome == .started && event.cause?.job == nil && !ended.contains(id)
                && !resumed.contains(id)
        }
        for started in left.reversed() { try await fail(started) }
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
        errand = errand.following(started.id).beginning(with: started.id)
        let reason = "the server was restarted in between: check, then try again"
        try await tell([action.event(.failed, for: errand, reason: reason)])
    }
}
