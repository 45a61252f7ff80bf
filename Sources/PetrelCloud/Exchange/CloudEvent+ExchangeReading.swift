extension CloudEvent {
    /// Reads a message from CloudStack's exchange, whoever sent it.
    ///
    /// An extended body gives the whole event. A plain one says neither id nor, for jobs, the time;
    /// `id` and `received` stand in for them. Members of a plain body that have no place in an event
    /// become ``attributes``, so that nothing is lost but secrets, which are blanked.
    public init(
        exchange message: ExchangeMessage, id: EventID = .next(), received: Timestamp = .now,
        reader: JSONReader = JSONReader()
    ) throws(CloudEventError) {
        let json = try JSONValue(event: message.body, reader: reader)
        if let whole = json["petrel"] {
            try self.init(json: whole)
        } else {
            let reading = try ExchangeReading(
                key: RoutingKey(message.routingKey), body: EventMembers(json), id: id,
                received: received)
            self = try reading.event()
        }
    }
}
