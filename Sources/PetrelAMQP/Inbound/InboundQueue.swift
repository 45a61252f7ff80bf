internal import PetrelPlugin

/// A queue of other systems' events, and on whose behalf they become ours.
public struct InboundQueue: Sendable, Hashable, Identifiable {
    public var id: String { name }
    public var name: String
    public var broker = AMQPBroker()
    public var queue: String
    /// The id of the account that owns what comes; it must exist and be enabled.
    public var account: String
    /// The source word of what comes. Never our own, so that nobody can speak for this server.
    public var source: String
    /// Where messages go that are no events.
    public var deadLetter: String
    /// The most messages that are not committed.
    public var prefetch = 256
    /// How long ids are remembered.
    public var memory: Duration = .seconds(30 * 86_400)

    public init(name: String, queue: String, account: String) {
        self.name = name
        self.queue = queue
        self.account = account
        source = name
        deadLetter = "\(queue).dead"
    }

    static func read(_ section: PluginSettings) throws -> InboundQueue {
        try section.read { reader in
            let name = reader.required("name", "what the queue is called in lists and alerts")
            let queue = reader.required("queue", "the queue's name at the broker")
            let account = reader.required("account", "the id of the account that owns the events")
            var inbound = InboundQueue(name: name, queue: queue, account: account.lowercased())
            inbound.broker = AMQPBroker.read(&reader, name: "petrel inbound \(name)")
            inbound.source = reader.string("source", default: name)
            if inbound.source == "management-server" {
                reader.note("source", inbound.source, "another word; this one is the server's own")
            }
            inbound.deadLetter = reader.string("deadletter", default: inbound.deadLetter)
            inbound.prefetch = reader.integer("prefetch", default: 256, in: 1...500)
            let days = reader.integer("memorydays", default: 30, in: 1...3_650)
            inbound.memory = .seconds(days * 86_400)
            return inbound
        }
    }
}
