internal import Foundation
internal import NIOCore
internal import PetrelLedger

/// Says why a server did not start, in words that help.
struct StartFailure {
    let configuration: ServerConfiguration

    init(_ configuration: ServerConfiguration) { self.configuration = configuration }

    func translated(_ error: any Error) -> CommandFailure {
        switch error {
        case let failure as CommandFailure: return failure
        case let error as LedgerError: return CommandFailure(error.exit, error.description)
        case let error as IOError: return network(error)
        case let error as SocketAddressError:
            return CommandFailure(
                .misconfigured, "\(configuration.listen.settingText) is no address here: \(error)")
        default:
            return CommandFailure(.failed, "the server stopped: \(error)")
        }
    }

    private func network(_ error: IOError) -> CommandFailure {
        let address = configuration.listen.settingText
        switch error.errnoCode {
        case EADDRINUSE:
            return CommandFailure(
                .failed,
                "\(address) is in use by another program: stop that one, or choose another port "
                    + "with --listen; port 0 takes a free one")
        case EACCES:
            return CommandFailure(
                .failed,
                "\(address) needs rights that this user does not have: choose a port "
                    + "from 1024 on with --listen")
        case EADDRNOTAVAIL:
            return CommandFailure(
                .misconfigured, "this machine has no address \(configuration.listen.host)")
        default: return CommandFailure(.failed, "\(address) cannot be listened on: \(error)")
        }
    }
}
