internal import PetrelHTTP
internal import PetrelLedger

/// Says why a server did not start or did not go on, with the exit code for it.
struct StartFailure {
    func translated(_ error: any Error) -> CommandFailure {
        switch error {
        case let failure as CommandFailure: failure
        case let error as LedgerError: CommandFailure(error.exit, error.description)
        case let error as ServerStartError: CommandFailure(.failed, error.description)
        default: CommandFailure(.failed, "the server stopped: \(error)")
        }
    }
}
