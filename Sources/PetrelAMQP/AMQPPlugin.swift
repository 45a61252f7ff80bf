public import PetrelPlugin
internal import Synchronization

/// Every event on message queues: confirmed, in order, none lost.
///
/// - Order: sequence order to each target. After a failure everything that was not confirmed comes again, with the
///   message id it had.
/// - Deliveries: at least once. A target's cursor moves only past events that its broker confirmed.
/// - A slow or dead broker costs nobody anything: its target falls behind in the ledger and catches up by itself.
/// - End: nothing new is begun, and what is under way has two seconds to be confirmed.
public struct AMQPPlugin: Plugin {
    public static let name = "amqp"
    public static let summary =
        "Publishes every event to message brokers, and takes in those of others."

    public static let defaults = AMQPSettings.manual

    let station: AMQPStation

    public init(_ context: PluginContext) async throws {
        station = try await AMQPStation(context)
    }

    public func run() async throws { await station.run() }

    public var health: PluginHealth {
        let troubled = station.state.withLock { state in
            state.targets.values.map(\.worker.board) + state.inbound.values.map(\.board)
        }.compactMap { board in board.status.state.reason.map { "\(board.name): \($0)" } }
        return troubled.isEmpty ? .well : .waiting(troubled.sorted().joined(separator: "; "))
    }
}
