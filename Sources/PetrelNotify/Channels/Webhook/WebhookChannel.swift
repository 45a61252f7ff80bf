internal import PetrelCloud

/// Events as HTTP requests, signed as the Standard Webhooks specification says.
///
/// One delivery is one POST. The receiver can tell a repeat by `webhook-id`, which stays the same, and a hole by
/// `petrel-counter`. Any status from 200 to 299 is arrived. Redirects are failures. Several events in one request are
/// taken together, but for those that the answer names.
public struct WebhookChannel: Channel {
    public static let kind = ChannelKind.webhook
    public static let summary = "Sends each event to an address as a signed HTTP request."
    public static var settings: [ChannelSetting] { declaredSettings }

    let url: OutwardURL
    let form: WebhookForm
    let contentType: String
    let template: MessageTemplate?
    let keys: [SigningKey]
    /// CloudStack's kind of key.
    let secret: String?
    let headers: [(name: String, value: String)]
    let security: TransportSecurity
    let timeLimit: Duration
    public let mostEvents: Int
    let sender: OutwardSender

    public init(
        _ settings: ChannelSettings, _ environment: ChannelEnvironment
    ) throws(ChannelMistakes) {
        self = try settings.read(Self.settings) { reader in
            WebhookChannel(reading: &reader, environment)
        }
    }

    private init(reading reader: inout ChannelSettingsReader, _ environment: ChannelEnvironment) {
        url = reader.url("url", environment.addressGuard)
        form = reader.choice("format", default: .structured)
        template = Self.template(&reader, form)
        contentType = Self.contentType(&reader, form)
        (keys, secret) = Self.keys(&reader, form)
        headers = Self.headers(&reader)
        security = Self.security(&reader)
        timeLimit = .seconds(reader.number("timeout", default: form == .cloudstack ? 10 : 15))
        mostEvents = Self.mostEvents(&reader, form)
        sender = environment.sender
    }

    public var signingKeys: [SigningKey] { keys }
    public var challenged: String? { url.text }

    public var endpoint: String { url.endpoint }

    public var takesSeveralEvents: Bool { form.takesSeveralEvents }

    public func deliver(
        _ delivery: Delivery
    ) async throws(DeliveryError) -> DeliveryReceipt {
        let content = try content(of: delivery)
        let headers = headers(of: delivery, content)
        let request = OutwardRequest(
            url: url, headers: headers + self.headers, body: content.body, security: security,
            connectLimit: min(.seconds(10), timeLimit), timeLimit: timeLimit)
        let sent = delivery.isShown ? Self.shown(headers, content) : nil
        guard delivery.told.count > 1 else {
            return try await sender.deliver(request, StatusRules(), delivery, sent: sent)
        }
        return try await deliverSeveral(request, delivery, sent)
    }
}
