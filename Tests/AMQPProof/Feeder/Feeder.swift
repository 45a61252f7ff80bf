internal import Foundation
internal import Logging
internal import PetrelAMQP
internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting

/// `amqp-feeder LEDGER PORT EXCHANGE RATE`: changes machines of a ledger, so many times a second, and publishes what
/// happens, until its input ends; then waits until all of it is confirmed and says where the ledger ends.
///
/// It is what a proof kills: the ledger, the plug-in and its host are the server's own.
@main struct Feeder {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let port = Int64(arguments[2]), let rate = Int(arguments[4])
        else { return print("amqp-feeder LEDGER PORT EXCHANGE RATE") }
        let ledger = try SQLiteLedger(path: arguments[1])
        let host = host(ledger, port, arguments[3])
        try await host.prepare()
        let work = Task { try await host.run() }
        print("ready")
        fflush(nil)
        let ending = Task.detached { while readLine() != nil {} }
        let load = Task { try await change(ledger, rate) }
        await ending.value
        load.cancel()
        _ = await load.result
        let last = try await ledger.lastSequence
        await host.settled("amqp", through: last)
        // An alert may have come in the meantime.
        let end = try await ledger.lastSequence
        await host.settled("amqp", through: end)
        work.cancel()
        _ = await work.result
        print("last \(end)")
    }

    private static func host(_ ledger: SQLiteLedger, _ port: Int64, _ exchange: String)
        -> PluginHost
    {
        let target: JSONValue = [
            "name": "proof", "host": "127.0.0.1", "port": .integer(port),
            "exchange": .string(exchange), "from": "oldest", "heartbeat": 2, "patience": 2,
            "unroutable": "hold",
        ]
        let settings = PluginSettings(
            place: "plugins.amqp",
            values: ["targets": .array([target]), "retryfirst": 0.1, "retrylongest": 1])
        return PluginHost(
            [AMQPPlugin.self], settings: ["amqp": settings],
            ground: PluginHost.Ground(
                ledger: ledger, bus: EventBus(), registry: CommandRegistry(), node: "node-1",
                logger: Logger(label: "feeder") { _ in SwiftLogNoOpLogHandler() }
            ) { events in
                _ = try await ledger.commit(Commit(events: events))
            })
    }

    /// Starts and stops fifty machines in turn, for as long as it may.
    private static func change(_ ledger: SQLiteLedger, _ rate: Int) async throws {
        let machines = (0..<50).map { SampleMachine("machine-\($0)") }
        let clock = ContinuousClock()
        var next = clock.now
        while !Task.isCancelled {
            for machine in machines {
                try await step(machine, ledger)
                next = next.advanced(by: .seconds(1) / rate)
                try await clock.sleep(until: next)
            }
        }
    }

    private static func step(_ machine: SampleMachine, _ ledger: SQLiteLedger) async throws {
        let found = try await ledger.resource(kind: "VirtualMachine", id: machine.id)
        let change: Change
        if let found {
            change =
                found.state == "Stopped"
                ? machine.start(at: found.version) : machine.fail(at: found.version)
        } else {
            change = machine.creation()
        }
        _ = try await ledger.commit(Commit(changes: [change]))
    }
}
