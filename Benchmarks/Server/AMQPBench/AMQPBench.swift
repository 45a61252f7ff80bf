internal import BenchReport
internal import PetrelAMQP

/// `amqp-bench PORT MESSAGES`: what the plug-in reaches at a broker, beside what the C library alone reaches at the
/// same broker in the same run.
@main struct AMQPBench {
    static func main() async throws {
        let arguments = CommandLine.arguments
        let port = arguments.count > 1 ? Int(arguments[1]) ?? 5672 : 5672
        let count = arguments.count > 2 ? Int(arguments[2]) ?? 50_000 : 50_000
        var broker = AMQPBroker()
        broker.host = "127.0.0.1"
        broker.port = port
        try await Publishing(broker: broker, count: count).run()
        try await Draining(broker: broker, count: count).run()
        try await Latency(broker: broker).run()
    }
}
