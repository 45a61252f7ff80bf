internal import PetrelPlugin

/// What the operator decides about messages to people.
struct PeopleSettings: Sendable {
    /// Where people reach this server, as `https://cloud.example.com`; links in messages begin with it.
    var address: String?
    /// Whether an address has to say yes before anything goes there. true.
    var confirms = true
    /// How long a question can be answered, in days. 3.
    var confirmationTime: Duration = .seconds(3 * 86_400)
    /// How many questions go to one address in a day, whoever asks. 3.
    var questionsPerAddress = 3
    /// How many questions an account asks in a day. 20.
    var questionsPerAccount = 20
    /// How many mails one address gets in an hour, all subscriptions together. 30.
    var mailsPerHour = 30
    /// How many text messages one number gets in an hour. 10.
    var textsPerHour = 10
    /// After how many refusals in a row an address is left alone; at once when there is no such address. 3.
    var bounces = 3

    init() {}

    /// - Parameter reachesPeople: Whether a mail server or a gateway is set up.
    init(_ reader: inout PluginSettingsReader, reachesPeople: Bool) {
        address = Self.address(&reader)
        confirms = reader.boolean("confirm", default: confirms)
        confirmationTime = .seconds(
            86_400 * reader.integer("confirmdays", default: 3, in: 1...30))
        questionsPerAddress = reader.integer(
            "addressquestions", default: questionsPerAddress, in: 1...100)
        questionsPerAccount = reader.integer(
            "accountquestions", default: questionsPerAccount, in: 1...10_000)
        mailsPerHour = reader.integer("mailsperhour", default: mailsPerHour, in: 1...10_000)
        textsPerHour = reader.integer("textsperhour", default: textsPerHour, in: 1...1_000)
        bounces = reader.integer("bounces", default: bounces, in: 1...100)
        if confirms, reachesPeople, address == nil {
            reader.note(
                "address", nil,
                "where people reach this server, such as https://cloud.example.com, since "
                    + "recipients are asked by a link; or set confirm to false")
        }
    }

    private static func address(_ reader: inout PluginSettingsReader) -> String? {
        guard let text = reader.optionalString("address") else { return nil }
        let rest = ["https://", "http://"].first(where: text.hasPrefix).map {
            text.dropFirst($0.count)
        }
        let isFit = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>\"'?#".utf8.contains($0) }
        guard let rest, !rest.isEmpty, !rest.hasPrefix("/"), isFit, text.utf8.count <= 200 else {
            reader.note("address", text, "an address without ? and #, as https://cloud.example.com")
            return nil
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    func perHour(_ recipient: Recipient) -> Int {
        recipient.channel == ChannelKind.sms.rawValue ? textsPerHour : mailsPerHour
    }
}
