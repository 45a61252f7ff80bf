import PetrelBus
import PetrelCloud
import PetrelStates
import Testing

/// Every form of an event must give the same event back. Texts are compared by their bytes too,
/// because two strings can be equal although their bytes differ.
@Suite struct CloudEventFormsTests {
    @Test func `every form gives 10,000 events back`() throws {
        var random = Seeded(1)
        for round in 0..<10_000 {
            let event = random.event()
            let bytes = event.canonicalBytes
            let seal = random.perhaps { random in
                EventSeal(hash: random.text(), previousHash: random.perhaps { $0.text() })
            }
            let envelope = try CloudEvent.reading(cloudEvents: event.cloudEventsJSON(seal: seal))
            let forms = [
                "canonical": try CloudEvent(canonicalBytes: bytes), "CloudEvents": envelope.event,
                "exchange": try CloudEvent(exchange: event.exchangeMessage(extended: true)),
            ]
            for (form, back) in forms where back != event {
                Issue.record("\(form) changed event \(round): \(event)")
            }
            if envelope.event.canonicalBytes != bytes { Issue.record("text \(round) changed") }
            if envelope.seal != seal { Issue.record("CloudEvents changed seal \(round)") }
        }
    }

    @Test func `a plain message read and sent again is the same message`() throws {
        var random = Seeded(4)
        for round in 0..<10_000 {
            let message = random.event().exchangeMessage()
            let back = try CloudEvent(exchange: message)
            if back.exchangeMessage().body != message.body {
                Issue.record("message \(round) changed: \(message)")
            }
        }
    }

    @Test func `every event has a topic of five words that AMQP takes`() throws {
        var random = Seeded(5)
        for _ in 0..<10_000 {
            let text = String(
                repeating: random.text(), count: Int.random(in: 1...40, using: &random))
            let event = CloudEvent(
                category: random.pick(EventCategory.allCases),
                type: EventType(random.text() + text),
                source: text, resource: ResourceReference(ResourceKind(text), random.text() + text),
                trigger: random.perhaps { $0.text() })
            let words = event.topic.segments.map(String.init)
            let isValid = try Topic(event.topic.description) == event.topic
            if !isValid || words.count != 5 || words[1] != event.category.rawValue {
                Issue.record("no good topic: \(event.topic)")
            }
        }
    }

    @Test func `the bytes do not depend on the order attributes were set in`() {
        let names = (0..<50).map { "attribute \($0)" }
        var event = CloudEvent(category: .alert, type: "ALERT.CPU")
        for name in names { event.attributes[name] = .string(name) }
        let bytes = event.canonicalBytes
        event.attributes = [:]
        for name in names.reversed() { event.attributes[name] = .string(name) }
        #expect(event.canonicalBytes == bytes)
    }
}
