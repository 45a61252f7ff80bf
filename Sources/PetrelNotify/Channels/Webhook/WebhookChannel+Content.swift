internal import PetrelCloud

extension WebhookChannel {
    /// The part of a request that the form decides.
    struct Content {
        var body: [UInt8]
        var type: String
        var headers: [(name: String, value: String)] = []
    }

    func content(of delivery: Delivery) throws(DeliveryError) -> Content {
        switch form {
        case .cloudstack: return cloudStack(delivery)
        case _ where delivery.payload != nil:
            return Content(body: Array((delivery.payload ?? "").utf8), type: contentType)
        case .structured where delivery.told.count == 1:
            return Content(
                body: delivery.cloudEventsJSON(at: 0), type: CloudEvent.cloudEventsContentType)
        case .structured, .batched: return Self.batch(delivery)
        case .binary: return Self.binary(delivery.events[0])
        case .template: return try rendered(delivery)
        }
    }

    private static func batch(_ delivery: Delivery) -> Content {
        var json = JSONWriter(capacity: 1_024 * delivery.told.count)
        json.array { json in
            for (event, mark) in zip(delivery.events, delivery.marks) {
                event.writeCloudEvent(
                    to: &json,
                    extensions: [
                        ("petrelmessage", mark.id), ("petrelcounter", String(mark.counter)),
                    ])
            }
        }
        return Content(body: json.bytes, type: "application/cloudevents-batch+json")
    }

    /// CloudEvents' HTTP binding: each attribute a header, the data alone as body.
    private static func binary(_ event: CloudEvent) -> Content {
        let reader = JSONReader(maximumBytes: .max, maximumDepth: JSONReader.deepest)
        let structured = (try? reader.read(event.cloudEventsJSON())) ?? .object([:])
        var content = Content(
            body: (structured["data"] ?? .object([:])).bytes, type: "application/json")
        for (name, value) in structured.object ?? [:]
        where name != "data" && name != "datacontenttype" {
            guard let text = value.string else { continue }
            content.headers.append(("ce-\(name)", HeaderField.encoded(text)))
        }
        content.headers.sort { $0.name < $1.name }
        return content
    }

    private func cloudStack(_ delivery: Delivery) -> Content {
        let event = delivery.told.first?.event
        let body =
            delivery.payload.map { Array($0.utf8) } ?? event?.exchangeMessage().body ?? []
        var content = Content(body: body, type: contentType)
        if let event {
            content.headers = [
                ("X-CS-Event-ID", event.id.description),
                ("X-CS-Event", HeaderField.encoded(event.type.name)),
            ]
        }
        if let secret {
            let signature = CloudStackSignature.text(of: body, secret: secret)
            content.headers.append(("X-CS-Signature", signature))
        }
        return content
    }

    private func rendered(_ delivery: Delivery) throws(DeliveryError) -> Content {
        guard let template else {
            preconditionFailure("the format template without one is refused at its creation")
        }
        let escape = MessageTemplate.Escape(contentType: contentType)
        do {
            let text = try template.text(delivery.templateValues, escape)
            return Content(body: Array(text.utf8), type: contentType)
        } catch {
            throw DeliveryError(.refused, error.description)
        }
    }
}

extension WebhookChannel {
    func headers(
        of delivery: Delivery, _ content: Content
    ) -> [(name: String, value: String)] {
        let seconds = delivery.time.nanoseconds / 1_000_000_000
        var headers = content.headers
        headers += [
            ("Content-Type", content.type), ("Accept", "*/*"),
            ("User-Agent", userAgent(delivery)),
            ("webhook-id", delivery.id), ("webhook-timestamp", String(seconds)),
            ("petrel-subscription", HeaderField.encoded(delivery.subscription.id)),
            delivery.told.count > 1
                ? ("petrel-events", String(delivery.told.count))
                : ("petrel-counter", String(delivery.counter)),
            ("petrel-cursor", HeaderField.encoded(delivery.cursor)),
            ("petrel-attempt", String(delivery.attempt)),
        ]
        let signatures = keys.filter { $0.until.map { $0 >= delivery.time } ?? true }.map { key in
            key.signature(id: delivery.id, seconds: seconds, body: content.body)
        }
        if !signatures.isEmpty {
            headers.append(("webhook-signature", signatures.joined(separator: " ")))
        }
        return headers
    }

    /// What the owner may see of a request; headers of his own can hold secrets, signatures are none.
    static func shown(
        _ headers: [(name: String, value: String)], _ content: Content
    ) -> SentMessage {
        SentMessage(
            headers: headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n"),
            payload: String(decoding: content.body, as: UTF8.self))
    }

    private func userAgent(_ delivery: Delivery) -> String {
        guard form == .cloudstack else { return "Petrel" }
        return "CS-Hookshot/\(HeaderField.encoded(delivery.subscription.account))"
    }
}
