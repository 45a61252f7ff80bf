internal import PetrelCloud
internal import PetrelStates

/// Events as incidents, over PagerDuty's Events API v2.
///
/// What raises, acknowledges and resolves has one key, so that the service pairs them, drops repeats and closes what is
/// over: the alert's own key where the event has one, else its type and resource.
public struct PagerDutyChannel: Channel {
    public static let kind = ChannelKind.pagerDuty
    public static let summary = "Raises, acknowledges and resolves incidents at PagerDuty."
    public static let settings = [
        ChannelSetting(
            "routingkey", .text, "The integration key of the service, 32 letters and digits.",
            isRequired: true, isSecret: true),
        ChannelSetting(
            "resolveon", .list,
            "New states that end an incident; by default Resolved, Running, Up, Ready and Implemented."
        ),
        ChannelSetting(
            "acknowledgeon", .list,
            "New states that mean that somebody is at work; by default Acknowledged."),
        ChannelSetting(
            "summary", .text, "The incident's title, in Mustache; what happened, by default."),
        ChannelSetting("url", .url, "Another address that takes such events."),
    ]

    private static let defaultURL = "https://events.pagerduty.com/v2/enqueue"
    private static let defaultSummary = MessageTemplate(own: "{{sentence}}")

    let url: OutwardURL
    let routingKey: String
    let rules: PagerDutyRules
    let summary: MessageTemplate
    private let timeLimit: Duration
    private let sender: OutwardSender

    public init(
        _ settings: ChannelSettings, _ environment: ChannelEnvironment
    ) throws(ChannelMistakes) {
        let addressGuard = AddressGuard(environment.settings)
        (url, routingKey, rules, summary) = try settings.read(Self.settings) { reader in
            let url: OutwardURL? =
                reader.text("url") == nil
                ? try? addressGuard.checked(Self.defaultURL) : reader.url("url", addressGuard)
            let key = reader.text("routingkey", default: "")
            if key.utf8.count != 32 || !key.utf8.allSatisfy(Self.isWordByte) {
                reader.note("routingkey", "wrong; it is 32 letters and digits")
            }
            var rules = PagerDutyRules()
            let (resolving, acknowledging) = (
                reader.words("resolveon"), reader.words("acknowledgeon")
            )
            if !resolving.isEmpty { rules.resolving = Set(resolving.map { $0.lowercased() }) }
            if !acknowledging.isEmpty {
                rules.acknowledging = Set(acknowledging.map { $0.lowercased() })
            }
            return (
                url ?? .nowhere, key, rules, reader.template("summary") ?? Self.defaultSummary
            )
        }
        timeLimit = environment.settings.timeLimit
        sender = environment.sender
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x61...0x7A).contains(byte)
    }

    public var endpoint: String { url.endpoint }

    public func deliver(
        _ delivery: Delivery
    ) async throws(DeliveryError) -> DeliveryReceipt {
        let title: String
        do {
            title = try summary.text(delivery.templateValues)
        } catch {
            throw DeliveryError(.refused, error.description)
        }
        let request = OutwardRequest(
            url: url, headers: [("Content-Type", "application/json"), ("User-Agent", "Petrel")],
            body: body(delivery, title), timeLimit: timeLimit)
        let verdicts = StatusRules(refused: [400, 413], gone: [])
        return try await sender.deliver(request, verdicts, delivery)
    }

    private func body(_ delivery: Delivery, _ title: String) -> [UInt8] {
        let event = delivery.events.first
        var json = JSONWriter(capacity: 2_048)
        json.object { json in
            json.member("routing_key", routingKey)
            json.member("event_action", event.map(rules.action)?.rawValue ?? "trigger")
            json.member("dedup_key", event.map(PagerDutyRules.key) ?? delivery.id)
            json.member("client", "Petrel")
            json.member("payload") { json in
                json.object { json in
                    json.member("summary", String(title.prefix(1_024)))
                    json.member("source", String((event?.source ?? "petrel").prefix(255)))
                    json.member("severity", event.map(PagerDutyRules.severity) ?? "info")
                    json.member("timestamp", (event?.time ?? delivery.time).text())
                    json.member("component", event?.resource.map { "\($0.kind) \($0.id)" })
                    json.member("class", event?.type.name)
                    if let event { json.member("custom_details", event.write) }
                }
            }
        }
        return json.bytes
    }
}
