public import PetrelBus

/// Where events go: a broker, an exchange, which events, and in which form.
public struct AMQPTarget: Sendable, Hashable, Identifiable {
    /// How an event becomes a message.
    public enum Form: String, Sendable, Hashable, CaseIterable {
        /// Routing key and body exactly as CloudStack's event bus sends them.
        case cloudstack
        /// The same with one more member, `petrel`, that holds the whole event.
        case cloudstackExtended = "cloudstack-extended"
        /// CloudEvents 1.0 in structured JSON.
        case cloudevents
        /// CloudEvents 1.0 in binary mode: attributes as headers, the data as body.
        case cloudeventsBinary = "cloudevents-binary"
    }

    /// What a message is that no queue takes.
    public enum Unroutable: String, Sendable, Hashable, CaseIterable {
        /// Told in an alert, counted, and done with.
        case alert
        /// Told in an alert, and kept: nothing passes until a queue takes it.
        case hold
    }

    /// Where a target begins that never ran.
    public enum Start: String, Sendable, Hashable, CaseIterable {
        case now
        case oldest
    }

    public var id: String
    public var name: String
    public var broker = AMQPBroker()
    public var exchange = "cloudstack-events"
    /// Whether an exchange that is missing is made.
    public var declares = true
    public var filter: TopicPattern = .all
    public var form = Form.cloudstack
    public var unroutable = Unroutable.alert
    /// The most messages that are not confirmed.
    public var window = 1_024
    public var start = Start.now

    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}
