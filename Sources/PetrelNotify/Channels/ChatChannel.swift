internal import PetrelCloud

/// Events as chat messages, posted to an incoming webhook as Slack, Mattermost and Rocket.Chat have them.
///
/// One delivery is one message. Chats know no name for a message, so that one whose answer got lost may come twice.
public struct ChatChannel: Channel {
    public static let kind = ChannelKind.chat
    public static let summary = "Posts each event, or several together, to a chat."
    public static let settings = [
        ChannelSetting(
            "url", .url, "The chat's incoming webhook; whoever knows it can post.",
            isRequired: true, isSecret: true),
        ChannelSetting("text", .text, "The message, in Mustache with the chat's own marks."),
    ]

    let url: OutwardURL
    let text: MessageTemplate
    private let timeLimit: Duration
    private let sender: OutwardSender

    public init(
        _ settings: ChannelSettings, _ environment: ChannelEnvironment
    ) throws(ChannelMistakes) {
        (url, text) = try settings.read(Self.settings) { reader in
            (
                reader.url("url", AddressGuard(environment.settings)),
                reader.template("text") ?? Self.defaultText
            )
        }
        timeLimit = environment.settings.timeLimit
        sender = environment.sender
    }

    private static let defaultText = MessageTemplate(
        own: """
            {{#note}}
            {{note}}:
            {{/note}}
            {{#events}}
            *{{sentence}}* ({{type}}, {{level}})
            {{/events}}
            {{^events}}
            {{sentence}}
            {{/events}}
            """)

    public var takesSeveralEvents: Bool { true }
    public var endpoint: String { url.endpoint }

    public func deliver(
        _ delivery: Delivery
    ) async throws(DeliveryError) -> DeliveryReceipt {
        let rendered: String
        do {
            rendered = try text.text(delivery.templateValues, .slack)
        } catch {
            throw DeliveryError(.refused, error.description)
        }
        var json = JSONWriter(capacity: rendered.utf8.count + 32)
        // Chats cut longer texts, at a place of their choice.
        json.object { $0.member("text", String(rendered.prefix(3_000))) }
        let request = OutwardRequest(
            url: url, headers: [("Content-Type", "application/json"), ("User-Agent", "Petrel")],
            body: json.bytes, timeLimit: timeLimit)
        let rules = StatusRules(refused: [400, 413], gone: [404, 410])
        return try await sender.deliver(request, rules, delivery)
    }
}
