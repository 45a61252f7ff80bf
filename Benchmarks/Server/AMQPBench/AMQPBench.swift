internal import BenchReport
internal import PetrelAMQP

/// `amqp-bench PORT MESSAGES [publishing | draining | latency]`: what the plug-in reaches at a broker, beside what the C
/// library alone reaches at the same broker in the same run; all of it without the last word.
@main struct AMQPBench {
    static func main() async throws {
        let arguments = CommandLine.arguments
        let port = arguments.count > 1 ? Int(arguments[1]) ?? 5672 : 5672
        let count = arguments.count > 2 ? Int(arguments[2]) ?? 50_000 : 50_000
        var broker = AMQPBroker()
        broker.host = "127.0.0.1"
        broker.port = port
        // A queue of a million messages takes its time to be deleted.
        broker.patience = .seconds(120)
        let part = arguments.count > 3 ? arguments[3] : nil
        if part ?? "publishing" == "publishing" {
            try await Publishing(broker: broker, count: count).run()
        }
        if part ?? "draining" == "draining" {
            try await Draining(broker: broker, count: count).run()
        }
        if part ?? "latency" == "latency" { try await Latency(broker: broker).run() }
    }
}
