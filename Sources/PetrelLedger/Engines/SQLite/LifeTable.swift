internal import PetrelCloud
internal import PetrelStates

/// The machines by kind, made when first asked for. Not for several threads.
final class LifeTable {
    private var machines: [String: AnyStateMachine]

    init(extra: [AnyStateMachine]) {
        machines = Dictionary(extra.map { ($0.kind, $0) }) { _, last in last }
    }

    func machine(of kind: String) throws(LedgerError) -> AnyStateMachine {
        if let machine = machines[kind] { return machine }
        guard let life = ResourceCatalogue.resource(ofKind: kind) else { throw .unknownKind(kind) }
        let machine = AnyStateMachine(life)
        machines[kind] = machine
        return machine
    }

    /// Throws unless a life of this kind may begin in this state.
    func checkBeginning(kind: String, id: String, state: String) throws(LedgerError) {
        let machine = try machine(of: kind)
        guard machine.initial.contains(state) else {
            let states = machine.initial.joined(separator: ", ")
            throw .notAllowed(
                kind: kind, id: id, state: state, reason: "a life begins in one of: \(states)")
        }
    }

    /// Throws unless a row of the machine allows the move from where the resource is.
    func check(_ move: StateChange, state: String) throws(LedgerError) {
        let machine = try machine(of: move.kind)
        guard move.from == state else {
            throw .notAllowed(
                kind: move.kind, id: move.id, state: state,
                reason: "the change was decided in state \(move.from)")
        }
        let row = machine.transition(from: move.from, on: move.trigger)
        guard row?.targets.contains(move.to) == true else {
            throw .notAllowed(
                kind: move.kind, id: move.id, state: state,
                reason: "no row leads to \(move.to) on \(move.trigger)")
        }
    }

    /// Throws unless a life may end in this state.
    func checkEnd(kind: String, id: String, state: String) throws(LedgerError) {
        let description = try machine(of: kind).description(of: state)
        guard description?.role == .final || description?.isRemovable == true else {
            throw .notAllowed(
                kind: kind, id: id, state: state, reason: "it cannot be removed from this state")
        }
    }
}
