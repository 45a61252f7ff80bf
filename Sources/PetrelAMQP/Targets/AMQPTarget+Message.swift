internal import PetrelBus
internal import PetrelCloud

extension AMQPTarget {
    /// The event as this target's message. The same event is always the same message.
    func message(_ event: CloudEvent, exchange: String? = nil, routingKey: String? = nil)
        -> AMQPMessage
    {
        let (body, contentType, attributes) = content(of: event)
        var headers = attributes
        if let sequence = event.sequence {
            headers["sequence"] = .number(sequence)
            // What a reader goes on from, here and in every other interface.
            headers["cursor"] = .text(String(sequence))
        }
        if let version = event.resourceVersion { headers["resourceversion"] = .number(version) }
        return AMQPMessage(
            exchange: exchange ?? self.exchange, routingKey: routingKey ?? event.topic.description,
            body: body, contentType: contentType, id: event.id.description,
            seconds: UInt64(max(0, event.time.nanoseconds / 1_000_000_000)), headers: headers)
    }

    private func content(
        of event: CloudEvent
    ) -> (body: [UInt8], contentType: String, headers: [String: AMQPMessage.Header]) {
        switch form {
        case .cloudstack: (event.exchangeMessage().body, "text/plain", [:])
        case .cloudstackExtended:
            (event.exchangeMessage(extended: true).body, "text/plain", [:])
        case .cloudevents: (event.cloudEventsJSON(), CloudEvent.cloudEventsContentType, [:])
        case .cloudeventsBinary: Self.binary(event)
        }
    }

    /// CloudEvents' AMQP binding: each attribute a header, the data alone as body.
    private static func binary(
        _ event: CloudEvent
    ) -> (body: [UInt8], contentType: String, headers: [String: AMQPMessage.Header]) {
        let reader = JSONReader(maximumBytes: .max, maximumDepth: JSONReader.deepest)
        let structured = try? reader.read(event.cloudEventsJSON())
        var headers: [String: AMQPMessage.Header] = [:]
        for (name, value) in structured?.object ?? [:] where name != "data" {
            guard name != "datacontenttype", let text = value.string else { continue }
            headers["cloudEvents:\(name)"] = .text(text)
        }
        let body = structured?["data"] ?? .object([:])
        return (body.bytes, "application/json", headers)
    }
}
