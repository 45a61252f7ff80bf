internal import BrokerTesting
internal import PetrelAMQP
internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting
internal import Testing

/// A ledger, a host with the plug-in, and what a test says to it.
struct Scene: Sendable {
    let stage: PluginStage
    let broker: TestBroker

    init() async throws {
        broker = try await TestBroker.shared
        stage = try PluginStage()
    }

    /// A target's settings at the test's broker; members given here come first.
    func target(_ name: String, _ more: [String: JSONValue] = [:]) -> JSONValue {
        .object(
            address.merging(["name": .string(name), "exchange": .string(name)]) { $1 }
                .merging(more) { $1 })
    }

    func inbound(_ name: String, account: String) -> JSONValue {
        .object(
            address.merging([
                "name": .string(name), "queue": .string(name), "account": .string(account),
            ]) { $1 })
    }

    private var address: [String: JSONValue] {
        ["host": "127.0.0.1", "port": .integer(Int64(broker.port)), "patience": 2]
    }

    /// Settings that try again at once.
    func settings(targets: [JSONValue] = [], inbound: [JSONValue] = []) -> PluginSettings {
        PluginSettings(
            place: "plugins.amqp",
            values: [
                "targets": .array(targets), "inbound": .array(inbound),
                "retryfirst": 0.02, "retrylongest": 0.1,
            ])
    }

    /// Runs the plug-in while `body` does something; states come in from before its start.
    func running(
        _ settings: PluginSettings,
        _ body: @Sendable (PluginHost, States) async throws -> Void
    ) async throws {
        let states = States(stage.bus)
        try await stage.running(stage.host([AMQPPlugin.self], settings: ["amqp": settings])) {
            try await body($0, states)
        }
    }

    @discardableResult
    func call(_ name: String, _ parameters: [String: String] = [:]) async throws -> APIAnswer {
        let command = try #require(stage.registry.command(name))
        let caller = Caller(
            user: "user-1", account: "account-1", username: "admin", accountName: "admin",
            domain: "domain-1", domainPath: "/", role: .admin)
        return try await command.run(
            APICall(command: name, caller: caller, parameters: parameters))
    }

    /// What a command lists.
    func list(_ name: String, _ parameters: [String: String] = [:]) async throws -> [JSONValue] {
        guard case .list(let items, _) = try await call(name, parameters) else { return [] }
        return items
    }

    /// What a list shows of the target.
    func shown(_ target: String) async throws -> JSONValue {
        try await list("listAMQPTargets", ["name": target]).first ?? .null
    }

    func alerts() async throws -> [CloudEvent] {
        var query = EventQuery()
        query.categories = [.alert]
        query.ascending = true
        return try await stage.ledger.events(query).elements
    }

    /// Everything in the ledger, in order.
    func events() async throws -> [CloudEvent] {
        var query = EventQuery()
        query.ascending = true
        query.limit = 10_000
        return try await stage.ledger.events(query).elements
    }

    func connected() async throws -> AMQPConnection {
        let connection = AMQPConnection(broker.address)
        try await connection.connect()
        return connection
    }

    /// A durable queue bound to an exchange of the same name.
    func queue(
        _ name: String, key: String = "#", _ arguments: [String: AMQPMessage.Header] = [:]
    ) async throws {
        let connection = try await connected()
        try await connection.ensureExchange(name)
        try await connection.declareQueue(name, arguments: arguments)
        try await connection.bind(queue: name, to: name, key: key)
        await connection.close()
    }

    /// Takes messages out of a queue until it has been given enough.
    func take(
        from queue: String, until isEnough: ([AMQPDelivery]) -> Bool
    ) async throws -> [AMQPDelivery] {
        let connection = try await connected()
        try await connection.consume(queue, prefetch: 0)
        var all: [AMQPDelivery] = []
        consuming: for await signals in connection.signals {
            for case .delivered(let delivery) in signals {
                all.append(delivery)
                try await connection.acknowledge(delivery.tag)
                if isEnough(all) { break consuming }
            }
        }
        await connection.close()
        return all
    }

    /// Takes messages until the one with this sequence has come.
    func take(from queue: String, through sequence: Int64) async throws -> [AMQPDelivery] {
        try await take(from: queue) { $0.last?.sequence == sequence }
    }
}

/// States as they are told on the bus.
struct States: Sendable {
    private let stream: EventStream<AMQPStateChanged>

    init(_ bus: EventBus) { stream = bus.events(of: AMQPStateChanged.self, limit: 10_000) }

    /// The next state of this target that is so.
    @discardableResult
    func next(_ name: String, where isWanted: (AMQPState) -> Bool) async -> AMQPState? {
        for await change in stream where change.name == name && isWanted(change.state) {
            return change.state
        }
        return nil
    }

    func running(_ name: String) async { await next(name) { $0 == .running } }

    /// The next failure.
    func failure(_ name: String) async -> AMQPFailure? {
        guard case .waiting(let failure, _) = await next(name, where: { $0.word == "Waiting" })
        else { return nil }
        return failure
    }
}

extension AMQPDelivery {
    var sequence: Int64? {
        if case .number(let number) = headers["sequence"] { number } else { nil }
    }
}

extension [AMQPDelivery] {
    /// Without repeats; each repeat must have the id and body that its event had first.
    func once() -> [AMQPDelivery] {
        var seen: [Int64: AMQPDelivery] = [:]
        return filter { delivery in
            guard let sequence = delivery.sequence else { return false }
            if let first = seen[sequence] {
                #expect(first.id == delivery.id)
                #expect(first.body == delivery.body)
                return false
            }
            seen[sequence] = delivery
            return true
        }
    }
}
