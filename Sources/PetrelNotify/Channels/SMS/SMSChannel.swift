internal import Foundation
internal import PetrelCloud

/// Events as text messages, over the operator's gateway, which is spoken to as Twilio's API is.
///
/// One delivery is one text of bounded length. The gateway knows no name for a message, so that one that was handed over
/// while the answer got lost may come twice.
public struct SMSChannel: PersonalChannel {
    public static let kind = ChannelKind.sms
    public static let summary = "Sends each event as a text message."
    public static let settings = [
        ChannelSetting(
            "to", .text, "The recipient's number with its country, such as +491701234567.",
            isRequired: true),
        ChannelSetting("text", .text, "The text, in Mustache; what happened, by default."),
        ChannelSetting(
            "segments", .number(1...4),
            "How many messages of 160 characters (70 outside the phone's alphabet) a text may cost; 1 by default."
        ),
    ]

    let to: String
    let text: MessageTemplate
    let segments: Int
    let gateway: SMSGateway
    let url: OutwardURL
    private let timeLimit: Duration
    private let sender: OutwardSender

    public init(
        _ settings: ChannelSettings, _ environment: ChannelEnvironment
    ) throws(ChannelMistakes) {
        guard let gateway = environment.settings.sms, let url = Self.url(gateway) else {
            throw ChannelMistakes([
                .init("to", "cannot be served: the operator has set no gateway (smsaccount)")
            ])
        }
        (self.gateway, self.url) = (gateway, url)
        (to, text, segments) = try settings.read(Self.settings) { reader in
            let to = reader.text("to", default: "")
            if !Self.isNumber(to) {
                reader.note("to", "wrong; it is + and 7 to 15 digits, such as +491701234567")
            }
            let text = reader.template("text") ?? Self.defaultText
            return (to, text, reader.number("segments", default: 1))
        }
        timeLimit = environment.settings.timeLimit
        sender = environment.operatorSender
    }

    private static let defaultText = MessageTemplate(
        own: "{{#note}}{{note}}: {{/note}}{{sentence}}")

    private static func url(_ gateway: SMSGateway) -> OutwardURL? {
        try? OutwardURL("\(gateway.url)/2010-04-01/Accounts/\(gateway.account)/Messages.json")
    }

    /// E.164.
    private static func isNumber(_ text: String) -> Bool {
        text.hasPrefix("+") && (8...16).contains(text.utf8.count)
            && text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
            && !text.hasPrefix("+0")
    }

    public var endpoint: String { url.endpoint }

    public func deliver(
        _ delivery: Delivery
    ) async throws(DeliveryError) -> DeliveryReceipt {
        let rendered: String
        do {
            rendered = try text.text(delivery.templateValues)
        } catch {
            throw DeliveryError(.refused, error.description)
        }
        return try await send(rendered, segments, delivery)
    }

    public var recipient: String { to }

    public func write(_ letter: Letter) async throws(DeliveryError) -> DeliveryReceipt {
        let delivery = Delivery(
            id: letter.id, attempt: letter.attempt, subscription: letter.subscription, counter: 0,
            cursor: letter.cursor, events: [], time: letter.time, payload: letter.short)
        // A link that is cut is none.
        return try await send(letter.short, 4, delivery)
    }

    private func send(
        _ text: String, _ segments: Int, _ delivery: Delivery
    ) async throws(DeliveryError) -> DeliveryReceipt {
        let body = SMSText(text, segments: segments).text
        guard !body.isEmpty else { throw DeliveryError(.refused, "the text is empty") }
        let login = Data("\(gateway.account):\(gateway.token)".utf8).base64EncodedString()
        let request = OutwardRequest(
            url: url,
            headers: [
                ("Content-Type", "application/x-www-form-urlencoded"),
                ("Accept", "application/json"), ("User-Agent", "Petrel"),
                ("Authorization", "Basic \(login)"),
            ], body: Array(form(body).utf8), timeLimit: timeLimit)
        do {
            return try await sender.deliver(
                request, StatusRules(refused: [400, 413], gone: []), delivery)
        } catch {
            var known = error
            known.bounce = Self.bounce(error)
            throw known
        }
    }

    /// The gateway's own numbers: what is no phone, and who answered STOP.
    private static func bounce(_ error: DeliveryError) -> DeliveryError.Bounce? {
        switch (try? JSONReader().read(error.excerpt))?["code"]?.integer {
        case 21_211, 21_214, 21_217, 21_614: .noSuchAddress
        case 21_610: .unsubscribed
        default: nil
        }
    }

    private func form(_ body: String) -> String {
        var fields = [("To", to), ("Body", body)]
        if let from = gateway.from { fields.append(("From", from)) }
        if let service = gateway.service { fields.append(("MessagingServiceSid", service)) }
        return fields.map { "\($0.0)=\(FormText.encoded($0.1))" }.joined(separator: "&")
    }
}
