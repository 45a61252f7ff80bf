internal import Crypto
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelStates

/// A message of another system on its way to become an event.
struct InboundEvent: Sendable {
    /// By which a repeat is known.
    let key: String
    /// Whether the key is the message's own id. One that was made of the content says only whether a message that the
    /// broker gives again was committed: two that are alike may well be two.
    let isNamed: Bool
    let event: CloudEvent

    /// Reads CloudEvents in both modes, and CloudStack's bodies.
    init(_ delivery: AMQPDelivery, source: String, owner: Resource.Profile, account: String)
        throws
    {
        let read = try Self.read(delivery)
        let named = delivery.id ?? delivery.attribute("id")
        isNamed = named != nil || delivery.isCloudEvent
        key = named ?? (delivery.isCloudEvent ? read.id.description : Self.digest(delivery))
        event = Self.adopted(read, source: source, owner: owner, account: account)
    }

    private static func read(_ delivery: AMQPDelivery) throws -> CloudEvent {
        if delivery.isStructured { return try CloudEvent.reading(cloudEvents: delivery.body).event }
        if delivery.isBinary {
            return try CloudEvent.reading(cloudEvents: try delivery.structured()).event
        }
        let message = ExchangeMessage(routingKey: delivery.routingKey, body: delivery.body)
        let id = delivery.id.flatMap { EventID($0) } ?? .next()
        return try CloudEvent(exchange: message, id: id)
    }

    /// What somebody else tells is filed as somebody else's: under the source of the queue and the account that the
    /// operator chose, and without numbers that only the ledger gives.
    private static func adopted(
        _ event: CloudEvent, source: String, owner: Resource.Profile, account: String
    ) -> CloudEvent {
        var attributes = event.attributes
        if event.source != CloudEvent.defaultSource, event.source != source {
            attributes["externalsource"] = .string(event.source)
        }
        return CloudEvent(
            id: event.id, category: event.category, type: event.type, source: source,
            resource: event.resource, oldState: event.oldState, trigger: event.trigger,
            newState: event.newState, outcome: event.outcome, cause: event.cause,
            actor: event.actor,
            owner: CloudEvent.Owner(
                account: account, domain: owner.owner?.domain, accountName: owner.name),
            domainPath: owner.domainPath, zone: event.zone, time: event.time, level: event.level,
            description: event.description, attributes: attributes)
    }

    private static func digest(_ delivery: AMQPDelivery) -> String {
        var hash = SHA256()
        hash.update(data: Array(delivery.routingKey.utf8) + [0] + delivery.body)
        return "sha256:"
            + hash.finalize().map { byte in
                String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
            }.joined()
    }
}

extension AMQPDelivery {
    var isCloudEvent: Bool { isStructured || isBinary }

    var isStructured: Bool {
        contentType?.lowercased().hasPrefix("application/cloudevents+json") == true
    }

    var isBinary: Bool { attribute("specversion") != nil }

    /// An attribute of CloudEvents' binary mode; both spellings of the prefix are in use.
    func attribute(_ name: String) -> String? {
        for prefix in ["cloudEvents:", "cloudEvents_"] {
            if case .text(let text) = headers[prefix + name] { return text }
        }
        return nil
    }

    /// The same message in structured mode.
    func structured() throws -> [UInt8] {
        var members: [String: JSONValue] = [:]
        for (name, value) in headers {
            for prefix in ["cloudEvents:", "cloudEvents_"] where name.hasPrefix(prefix) {
                guard case .text(let text) = value else { continue }
                members[String(name.dropFirst(prefix.count))] = .string(text)
            }
        }
        if !body.isEmpty { members["data"] = try JSONReader().read(body) }
        return JSONValue.object(members).bytes
    }
}
