extension TransitionTable {
    /// A trigger about to be fired, by positions.
    struct Request {
        let id: String
        let state: Int
        let trigger: Int
        /// The target the caller named; without a position when the kind has no such state.
        let target: (position: Int?, name: String)?
        let attributes: [String: String]
    }

    /// The row that allows the request, and the target it leads to.
    func resolve(_ request: Request) throws(TransitionError) -> (row: Int, target: Int) {
        guard let number = row(state: request.state, trigger: request.trigger) else {
            throw refusal(request, .noRow, triggers(from: request.state).map { triggerNames[$0] })
        }
        if let condition = rows[number].condition, !condition.holds(request.attributes) {
            throw refusal(request, .unmet(requirement: condition.requirement), [])
        }
        return (number, try target(ofRow: number, request))
    }

    /// The change the request asks for.
    func change(_ request: Request) throws(TransitionError) -> StateChange {
        let found = try resolve(request)
        let row = rows[found.row]
        return StateChange(
            resource: ResourceReference(kind: kind, id: request.id),
            from: row.from, trigger: row.trigger, to: stateNames[found.target],
            metering: row.metering, isSilent: row.isSilent)
    }

    private func target(
        ofRow row: Int, _ request: Request
    ) throws(TransitionError) -> Int {
        let allowed = targets(ofRow: row)
        guard let named = request.target else {
            if allowed.count == 1 { return allowed[0] }
            throw refusal(request, .targetMissing, rows[row].targets)
        }
        if let position = named.position, allowed.contains(position) { return position }
        throw refusal(request, .targetNotAllowed(named.name), rows[row].targets)
    }

    private func refusal(
        _ request: Request, _ reason: TransitionError.Reason, _ possible: [String]
    ) -> TransitionError {
        TransitionError(
            resource: ResourceReference(kind: kind, id: request.id),
            state: stateNames[request.state], trigger: triggerNames[request.trigger],
            reason: reason, possible: possible)
    }
}
