import PetrelBus
import PetrelCloud
import Testing

/// What others send may be anything. It is taken or refused, and what is taken is a whole event.
@Suite struct CloudEventDamageTests {
    @Test func `events with members changed, lost or mistyped never stop the program`() throws {
        var random = Seeded(1)
        var taken = 0
        for _ in 0..<5_000 {
            let event = random.event()
            let canonical = random.damaged(event.canonicalBytes)
            let envelope = random.damaged(event.cloudEventsJSON())
            let message = event.exchangeMessage(extended: Bool.random(using: &random))
            let read = [
                try? CloudEvent(canonicalBytes: canonical),
                try? CloudEvent.reading(cloudEvents: envelope).event,
                try? CloudEvent(
                    exchange: ExchangeMessage(
                        routingKey: random.damaged(message.routingKey),
                        body: random.damaged(message.body))),
            ]
            for event in read.compactMap(\.self) {
                taken += 1
                if try CloudEvent(canonicalBytes: event.canonicalBytes) != event {
                    Issue.record("half an event was taken: \(event)")
                }
            }
        }
        #expect(taken > 1_000)
    }

    @Test func `random bytes are no event in any form`() {
        var random = Seeded(2)
        for _ in 0..<100_000 {
            let bytes = random.bytes(upTo: 16)
            let key = String(decoding: bytes, as: UTF8.self)
            if (try? CloudEvent(canonicalBytes: bytes)) != nil
                || (try? CloudEvent.reading(cloudEvents: bytes)) != nil
                || (try? CloudEvent(exchange: ExchangeMessage(routingKey: key, body: bytes))) != nil
            {
                Issue.record("taken for an event: \(bytes)")
            }
        }
    }

    @Test func `a refusal says which member is wrong and what it should be`() {
        let refusal = { (json: JSONValue) in
            do throws(CloudEventError) {
                _ = try CloudEvent(json: json)
                return ""
            } catch {
                return error.description
            }
        }
        #expect(refusal([]) == #"member "event" must be an object"#)
        #expect(refusal([:]) == #"the event has no member "id""#)
        #expect(refusal(["id": 7]) == #"member "id" must be a string"#)
        #expect(refusal(["id": "7"]) == #"member "id" must be a UUID"#)
        let event = CloudEvent(category: .action, type: .vmStart)
        var members = try? JSONReader().read(event.canonicalBytes).object
        members?["actor"] = ["user": "u1"]
        #expect(refusal(.object(members ?? [:])) == #"the event has no member "actor.account""#)
        members?["actor"] = nil
        members?["level"] = "LOUD"
        #expect(
            refusal(.object(members ?? [:]))
                == #"member "level" must be one of INFO, WARN, ERROR"#)
    }
}

extension Seeded {
    /// The same text with one member or one byte changed, or as it was.
    fileprivate mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        switch Int.random(in: 0..<4, using: &self) {
        case 0: return bytes
        case 1:
            bytes[Int.random(in: bytes.indices, using: &self)] = UInt8(truncatingIfNeeded: next())
        default:
            guard var members = try? JSONReader().read(bytes).object, !members.isEmpty else {
                return bytes
            }
            members[pick(members.keys.sorted())] = perhaps { $0.json() }
            return JSONValue.object(members).bytes
        }
        return bytes
    }

    fileprivate mutating func damaged(_ key: String) -> String {
        String(decoding: damaged(Array(key.utf8)), as: UTF8.self)
    }
}
