internal import BenchReport
internal import PetrelAMQP

/// Confirmed persistent messages of 600 bytes a second: the library alone, then our connection.
struct Publishing {
    let broker: AMQPBroker
    let count: Int
    private static let window = 1_024
    private static let turns = 10

    func run() async throws {
        let queue = "bench-publishing"
        let connection = AMQPConnection(broker)
        try await connection.connect()
        try await connection.declareQueue(queue)
        let library = try BareLibrary(port: broker.port, queue: queue)
        // In turns, since other programs and the broker's own housekeeping disturb one turn as likely as the next.
        var (bare, ours) = ([Pace](), [Pace]())
        for turn in 0..<Self.turns {
            let count = count / Self.turns
            bare.append(
                try await Pace.of(count) { try library.publish(count, window: Self.window) })
            ours.append(
                try await Pace.of(count) {
                    try await publish(count, after: turn * count, to: queue, connection)
                })
        }
        report("librabbitmq alone, window 1024", bare.middle.perSecond, "messages/s")
        report("AMQPConnection, window 1024", ours.middle.perSecond, "messages/s")
        report("of the limit", ours.middle.perSecond / bare.middle.perSecond * 100, "%")
        report(
            "processor time, librabbitmq alone", bare.middle.processor.microseconds, "us/message")
        report("processor time, AMQPConnection", ours.middle.processor.microseconds, "us/message")
        try await connection.deleteQueue(queue)
        await connection.close()
    }

    /// Delivery tags count on from one publishing to the next.
    private func publish(
        _ count: Int, after last: Int, to queue: String, _ connection: AMQPConnection
    ) async throws {
        let message = AMQPMessage(
            exchange: "", routingKey: queue, body: Array(repeating: 120, count: 600),
            contentType: "text/plain", id: "bench")
        let last = last + count
        var (sent, confirmed) = (last - count, last - count)
        func more() async throws {
            let room = min(last - sent, Self.window - (sent - confirmed))
            guard room > 0 else { return }
            sent += room
            try await connection.publish(Array(repeating: message, count: room))
        }
        try await more()
        for await signals in connection.signals {
            for case .confirmed(let tag, let multiple) in signals {
                confirmed = multiple ? max(confirmed, Int(tag)) : confirmed + 1
            }
            if confirmed >= last { return }
            try await more()
        }
    }
}
