internal import Foundation
internal import NIOCore
internal import NIOPosix
internal import PetrelCloud

/// Speaks with a running server as one user.
struct CloudClient: Sendable {
    let connector: HTTPConnector
    let signer: RequestSigner

    /// A session of calls over one connection.
    func session<Result: Sendable>(
        _ body: (inout CloudSession) async throws -> Result
    ) async throws -> Result {
        do {
            return try await connector.connected { exchange in
                var session = CloudSession(exchange: exchange, signer: signer)
                return try await body(&session)
            }
        } catch {
            throw translated(error)
        }
    }

    /// One call over a connection of its own.
    func call(_ command: String, _ parameters: [(String, String)] = []) async throws -> JSONValue {
        try await session { try await $0.call(command, parameters) }
    }

    /// One question to the `/v1` paths.
    func get(_ target: String) async throws -> JSONValue {
        try await session { try await $0.get(target) }
    }

    /// What went wrong on the way, in words for people; what the server said stays as it is.
    private func translated(_ error: any Error) -> any Error {
        switch error {
        case is CommandFailure, is APIRefusal, is JobFailure, is CancellationError: return error
        case let trouble as HTTPTrouble:
            return CommandFailure(.unreachable, "\(connector.endpoint.text): \(trouble)")
        case is NIOConnectionError, is IOError, is ChannelError:
            return CommandFailure(
                .unreachable,
                "no server answers at \(connector.endpoint.text): start one with petrel serve, "
                    + "or say where it is with --url")
        default:
            return CommandFailure(
                .unreachable, "no conversation with \(connector.endpoint.text): \(error)")
        }
    }
}
