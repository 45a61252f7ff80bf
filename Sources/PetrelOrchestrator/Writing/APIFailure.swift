internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Any error in the numbers and words of the API; the place where errors are translated.
struct APIFailure {
    let error: APIError

    init(_ error: any Error) {
        self.error =
            switch error {
            case let error as APIError: error
            case let error as AgentError: Self.agent(error)
            case let error as TransitionError: .unavailable("\(error)")
            case let error as TransitionVeto: .unavailable("\(error)")
            case let error as LedgerError: Self.ledger(error)
            case is CancellationError: .unavailable("the server is stopping: try again later")
            default: .failed("the server could not do that: \(type(of: error))")
            }
    }

    private static func agent(_ error: AgentError) -> APIError {
        switch error {
        case .noCapacity: .noCapacity(error.description)
        case .unreachable, .failed, .unknownMachine: .unavailable(error.description)
        }
    }

    private static func ledger(_ error: LedgerError) -> APIError {
        switch error {
        case .conflict(let kind, let id, _, _):
            .unavailable("\(kind) \(id) was changed by somebody else: try again")
        case .notFound(let kind, let id), .removed(let kind, let id): .notFound(kind, id)
        case .exists(let kind, let id): .inUse("there is a \(kind) \(id) already")
        case .notAllowed(let kind, let id, let state, let reason):
            .unavailable("\(kind) \(id) is \(state): \(reason)")
        case .overloaded: .unavailable("the server is overloaded: try again in a moment")
        default: .failed("the ledger could not write this: see the server's log")
        }
    }
}
