internal import BenchReport
internal import PetrelAMQP

/// Confirmed persistent messages of 600 bytes a second: the library alone, then our connection.
struct Publishing {
    let broker: AMQPBroker
    let count: Int
    private static let window = 1_024

    func run() async throws {
        let queue = "bench-publishing"
        let connection = AMQPConnection(broker)
        try await connection.connect()
        try await connection.declareQueue(queue)
        let bare = try await Pace.of(count) {
            try BareLibrary(port: broker.port, queue: queue).publish(count, window: Self.window)
        }
        report("librabbitmq alone, window 1024", bare.perSecond, "messages/s")
        let ours = try await Pace.of(count) { try await publish(to: queue, connection) }
        report("AMQPConnection, window 1024", ours.perSecond, "messages/s")
        report("of the limit", ours.perSecond / bare.perSecond * 100, "%")
        report("processor time, librabbitmq alone", bare.processor.microseconds, "us/message")
        report("processor time, AMQPConnection", ours.processor.microseconds, "us/message")
        try await connection.deleteQueue(queue)
        await connection.close()
    }

    private func publish(to queue: String, _ connection: AMQPConnection) async throws {
        let message = AMQPMessage(
            exchange: "", routingKey: queue, body: Array(repeating: 120, count: 600),
            contentType: "text/plain", id: "bench")
        var (sent, confirmed) = (0, 0)
        func more() async throws {
            let room = min(count - sent, Self.window - (sent - confirmed))
            guard room > 0 else { return }
            sent += room
            try await connection.publish(Array(repeating: message, count: room))
        }
        try await more()
        for await signals in connection.signals {
            for case .confirmed(let tag, let multiple) in signals {
                confirmed = multiple ? max(confirmed, Int(tag)) : confirmed + 1
            }
            if confirmed >= count { return }
            try await more()
        }
    }
}
