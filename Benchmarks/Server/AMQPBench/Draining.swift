internal import BenchReport
internal import PetrelAMQP
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting

/// A backlog of the ledger, delivered by the whole plug-in; and what that does to memory.
struct Draining {
    let broker: AMQPBroker
    let count: Int

    func run() async throws {
        let stage = try PluginStage()
        for first in stride(from: 1, through: count, by: 500) {
            try await stage.happen(first...min(first + 499, count))
        }
        let exchange = "bench-draining"
        let connection = AMQPConnection(broker)
        try await connection.connect()
        try await connection.declareQueue(exchange)
        try await connection.ensureExchange(exchange)
        try await connection.bind(queue: exchange, to: exchange, key: "#")
        let settings = settings(exchange, broker.port)
        let before = residentMebibytes()
        try await stage.running(stage.host([AMQPPlugin.self], settings: ["amqp": settings])) {
            host in
            let pace = try await Pace.of(count) {
                await host.settled("amqp", through: Int64(count))
            }
            report("backlog through the plug-in", pace.perSecond, "events/s")
            report("processor time, plug-in", pace.processor.microseconds, "us/event")
        }
        report("memory before a backlog", before, "MiB")
        report("memory after a backlog", residentMebibytes(), "MiB")
        report("memory at its most, backlog and all", peakMebibytes(), "MiB")
        try await connection.deleteQueue(exchange)
        await connection.close()
    }
}

func settings(_ exchange: String, _ port: Int) -> PluginSettings {
    let target: JSONValue = [
        "name": .string(exchange), "exchange": .string(exchange), "host": "127.0.0.1",
        "port": .integer(Int64(port)), "from": "oldest",
    ]
    return PluginSettings(place: "plugins.amqp", values: ["targets": .array([target])])
}
