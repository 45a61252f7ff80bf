internal import BenchReport
internal import PetrelAMQP
internal import PetrelPlugin
internal import PetrelServerTesting
internal import Synchronization

/// From the return of a commit to a consumer, at 2,000 events a second.
struct Latency {
    let broker: AMQPBroker
    private static let rate = 2_000
    private static let seconds = 5

    func run() async throws {
        let stage = try PluginStage()
        let exchange = "bench-latency"
        let consumer = AMQPConnection(broker)
        try await consumer.connect()
        let queue = try await consumer.declareTemporaryQueue()
        try await consumer.ensureExchange(exchange)
        try await consumer.bind(queue: queue, to: exchange, key: "#")
        try await consumer.consume(queue, prefetch: 0)
        let settings = settings(exchange, broker.port)
        try await stage.running(stage.host([AMQPPlugin.self], settings: ["amqp": settings])) {
            host in
            await host.settled("amqp", through: 0)
            async let arrivals = arrivals(consumer)
            let commits = try await commits(stage)
            report(commits, await arrivals)
        }
        await consumer.close()
    }

    private func commits(_ stage: PluginStage) async throws -> [Int64: ContinuousClock.Instant] {
        var committed: [Int64: ContinuousClock.Instant] = [:]
        var next = ContinuousClock.now
        // Ten a commit: what ten callers would share.
        for round in 0..<(Self.rate * Self.seconds / 10) {
            let last = try await stage.happen((round * 10 + 1)...(round * 10 + 10))
            committed[last] = .now
            next = next.advanced(by: .seconds(10) / Self.rate)
            try await Task.sleep(until: next, clock: .continuous)
        }
        return committed
    }

    private func arrivals(_ consumer: AMQPConnection) async -> [Int64: ContinuousClock.Instant] {
        var arrived: [Int64: ContinuousClock.Instant] = [:]
        for await signals in consumer.signals {
            let now = ContinuousClock.now
            for case .delivered(let delivery) in signals {
                guard case .number(let sequence) = delivery.headers["sequence"] else { continue }
                arrived[sequence] = now
            }
            if arrived.count >= Self.rate * Self.seconds { break }
        }
        return arrived
    }

    private func report(
        _ commits: [Int64: ContinuousClock.Instant], _ arrivals: [Int64: ContinuousClock.Instant]
    ) {
        var times = Times()
        for (sequence, committed) in commits {
            guard let arrived = arrivals[sequence] else { continue }
            times.add(max(.zero, committed.duration(to: arrived)))
        }
        for (name, share) in [("median", 0.5), ("99 of 100", 0.99)] {
            BenchReport.report(
                "commit to consumer at 2,000/s, \(name)",
                times.percentile(share).microseconds / 1_000, "ms")
        }
    }
}
