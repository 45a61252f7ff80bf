internal import PetrelCloud

/// Events as mails, handed over to the operator's server.
///
/// One delivery is one mail to one recipient. Its `Message-ID` is made of the delivery's id, so that a mail that was
/// handed over twice can be told. A delivery is arrived once the server has taken it.
public struct EmailChannel: PersonalChannel {
    public static let kind = ChannelKind.email
    public static let summary = "Sends each event, or several together, as a mail."
    public static let settings = [
        ChannelSetting("to", .text, "The recipient's address.", isRequired: true),
        ChannelSetting("subject", .text, "The subject, in Mustache."),
        ChannelSetting("text", .text, "The mail as plain text, in Mustache."),
        ChannelSetting(
            "html", .text, "The mail as HTML, in Mustache; without it there is only plain text."),
    ]

    let server: MailServer
    let from: MailAddress
    let to: MailAddress
    let subject: MessageTemplate
    let text: MessageTemplate
    let html: MessageTemplate?
    private let environment: ChannelEnvironment

    public init(
        _ settings: ChannelSettings, _ environment: ChannelEnvironment
    ) throws(ChannelMistakes) {
        guard let server = environment.settings.mail, let from = MailAddress(server.sender) else {
            throw ChannelMistakes([
                .init("to", "cannot be served: the operator has set no mail server (mailhost)")
            ])
        }
        let (recipient, templates) = try settings.read(Self.settings) { reader in
            let recipient = MailAddress(reader.text("to", default: ""))
            if recipient == nil {
                reader.note("to", "wrong; it is an address such as ops@example.com")
            }
            return (
                recipient,
                (reader.template("subject"), reader.template("text"), reader.template("html"))
            )
        }
        guard let recipient else { preconditionFailure("a wrong recipient was noted") }
        (self.server, self.from, to) = (server, from, recipient)
        subject = templates.0 ?? .mailSubject
        text = templates.1 ?? .mailText
        html = templates.2 ?? (templates.1 == nil ? .mailHTML : nil)
        self.environment = environment
    }

    public var takesSeveralEvents: Bool { true }
    public var recipient: String { to.text }
    public var endpoint: String { "smtp://\(server.host):\(server.port)" }

    public func deliver(
        _ delivery: Delivery
    ) async throws(DeliveryError) -> DeliveryReceipt {
        let unsubscribe = environment.unsubscribeAddress(delivery.subscription, to.text)
        return try await handOver(try message(delivery, unsubscribe: unsubscribe))
    }

    public func write(_ letter: Letter) async throws(DeliveryError) -> DeliveryReceipt {
        let unsubscribe =
            letter.canBeEnded
            ? environment.unsubscribeAddress(letter.subscription, to.text) : nil
        let delivery = Delivery(
            id: letter.id, attempt: letter.attempt, subscription: letter.subscription, counter: 0,
            cursor: letter.cursor, events: [], time: letter.time, payload: letter.text)
        return try await handOver(
            MailMessage(
                from: from, fromName: server.senderName, to: to, subject: letter.subject,
                text: letter.text, html: letter.html, delivery: delivery, unsubscribe: unsubscribe))
    }

    private func handOver(
        _ message: MailMessage
    ) async throws(DeliveryError) -> DeliveryReceipt {
        let mail = OutwardMail(server: server, from: from, to: to, text: message.bytes)
        do {
            let answer = try await environment.operatorSender.handOver(mail)
            return DeliveryReceipt(status: answer.status, excerpt: "", latency: answer.latency)
        } catch {
            throw DeliveryError(error)
        }
    }

    private func message(
        _ delivery: Delivery, unsubscribe: String?
    ) throws(DeliveryError) -> MailMessage {
        var values = delivery.templateValues.object ?? [:]
        values["unsubscribe"] = unsubscribe.map { .string($0) }
        let named = JSONValue.object(values)
        do {
            return MailMessage(
                from: from, fromName: server.senderName, to: to,
                subject: try subject.text(named), text: try text.text(named),
                html: try html?.text(named, .html), delivery: delivery, unsubscribe: unsubscribe)
        } catch {
            throw DeliveryError(.refused, error.description)
        }
    }
}
