/// Messages that are on their way to the dead-letter exchange. Only once the broker has them there are they taken
/// from their queue.
struct DeadLetters: Sendable {
    let exchange: String
    private var sent: UInt64 = 0
    /// By the number of the letter, the tag of the message it came as.
    private var underWay: [UInt64: UInt64] = [:]

    init(exchange: String) { self.exchange = exchange }

    /// The message as a letter, which has the next number.
    mutating func letter(for delivery: AMQPDelivery, because reason: String) -> AMQPMessage {
        sent += 1
        underWay[sent] = delivery.tag
        var headers = delivery.headers
        headers["x-petrel-reason"] = .text(reason)
        headers["x-petrel-exchange"] = .text(delivery.exchange)
        headers["x-petrel-routing-key"] = .text(delivery.routingKey)
        return AMQPMessage(
            exchange: exchange, routingKey: delivery.routingKey, body: delivery.body,
            contentType: delivery.contentType ?? "application/octet-stream",
            id: delivery.id ?? "", seconds: delivery.seconds, headers: headers)
    }

    func holds(_ tag: UInt64) -> Bool { underWay.values.contains(tag) }

    /// The tags of messages whose letters have arrived.
    mutating func confirmed(_ number: UInt64, multiple: Bool) -> [UInt64] {
        let done = underWay.keys.filter { multiple ? $0 <= number : $0 == number }.sorted()
        return done.compactMap { underWay.removeValue(forKey: $0) }
    }
}
