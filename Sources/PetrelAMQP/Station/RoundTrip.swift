internal import PetrelCloud

/// Tries a target: a message through its exchange into a queue that exists for the trial only, and back.
struct RoundTrip: Sendable {
    struct Step: Sendable, Hashable {
        var name: String
        var milliseconds: Double
        /// What went wrong; nothing comes after such a step.
        var failure: String?
    }

    let target: AMQPTarget

    /// The steps as far as they came.
    func run() async -> [Step] {
        let connection = AMQPConnection(target.broker)
        defer { connection.cut() }
        var steps: [Step] = []
        let key = "petrel.test.\(EventID.next())"
        var queue = ""
        let all: [(String, (AMQPConnection) async throws -> Void)] = [
            ("connect and log in", { try await $0.connect() }),
            (
                "find the exchange",
                { try await $0.ensureExchange(target.exchange, mayMake: target.declares) }
            ),
            ("make a temporary queue", { queue = try await $0.declareTemporaryQueue() }),
            ("bind it", { try await $0.bind(queue: queue, to: target.exchange, key: key) }),
            ("consume it", { try await $0.consume(queue, prefetch: 1) }),
            ("publish", { try await $0.publish([message(key)]) }),
            ("receive and have it confirmed", { try await receive($0, key) }),
        ]
        for (name, step) in all {
            let began = ContinuousClock.now
            let failure = await outcome { try await step(connection) }
            let length = began.duration(to: .now) / .milliseconds(1)
            steps.append(Step(name: name, milliseconds: length, failure: failure))
            if failure != nil { return steps }
        }
        await connection.close()
        return steps
    }

    private func outcome(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch {
            return "\(error)"
        }
    }

    private func message(_ key: String) -> AMQPMessage {
        var message = AMQPMessage(
            exchange: target.exchange, routingKey: key, body: Array("{}".utf8),
            contentType: "application/json", id: key)
        message.isPersistent = false
        return message
    }

    private func receive(_ connection: AMQPConnection, _ key: String) async throws {
        let limit = Task {
            try await Task.sleep(for: .seconds(10))
            connection.cut()
        }
        defer { limit.cancel() }
        var missing: Set = ["message", "confirmation"]
        for await signals in connection.signals {
            for signal in signals {
                switch signal {
                case .delivered(let delivery) where delivery.id == key: missing.remove("message")
                case .confirmed: missing.remove("confirmation")
                case .blocked(let reason): throw failure(.blocked, "the broker is \(reason)")
                case .closed(let failure): throw failure
                default: break
                }
            }
            if missing.isEmpty { return }
        }
        throw failure(.connection, "no \(missing.sorted().joined(separator: " and no "))")
    }

    private func failure(_ kind: AMQPFailure.Kind, _ reason: String) -> AMQPFailure {
        AMQPFailure(kind, broker: target.broker.place, reason: reason)
    }
}
