extension TransitionTable {
    /// Finds the positions of names, or says which name the kind does not have.
    func request(
        id: String, state: String, trigger: String, target: String?, attributes: [String: String]
    ) throws(TransitionError) -> Request {
        guard let from = statePositions[state] else {
            throw unknown(.unknownState, id, state, trigger, stateNames)
        }
        guard let on = triggerPositions[trigger] else {
            let possible = triggers(from: from).map { triggerNames[$0] }
            throw unknown(.unknownTrigger, id, state, trigger, possible)
        }
        return Request(
            id: id, state: from, trigger: on,
            target: target.map { (statePositions[$0], $0) }, attributes: attributes)
    }

    private func unknown(
        _ reason: TransitionError.Reason, _ id: String, _ state: String, _ trigger: String,
        _ possible: [String]
    ) -> TransitionError {
        TransitionError(
            resource: ResourceReference(kind: kind, id: id), state: state, trigger: trigger,
            reason: reason, possible: possible)
    }
}
