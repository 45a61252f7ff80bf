internal import PetrelCloud
internal import PetrelTesting
internal import Testing

@testable internal import PetrelNotify

@Suite(.timeLimit(.minutes(2)))
struct SMSChannelTests {
    private func channel(_ server: ScriptedServer) throws -> SMSChannel {
        var settings = Sample.settings(server.port)
        settings.sms = SMSGateway(
            url: "http://127.0.0.1:\(server.port)", account: "AC1", token: "t",
            from: "+15005550006")
        return try SMSChannel(
            ChannelSettings(["to": "+491701234567"]), ChannelEnvironment(settings))
    }

    @Test(
        arguments: [
            (21_211, .noSuchAddress), (21_614, .noSuchAddress), (21_610, .unsubscribed),
            (20_003, nil),
        ] as [(Int, DeliveryError.Bounce?)])
    func `the gateway's numbers say what is held against a number`(
        code: Int, bounce: DeliveryError.Bounce?
    ) async throws {
        let server = ScriptedServer { _ in .status(400, "", #"{"code": \#(code), "status": 400}"#) }
        let channel = try channel(server)
        let error = await #expect(throws: DeliveryError.self) {
            try await channel.deliver(Sample.delivery())
        }
        #expect(error?.bounce == bounce && error?.verdict == .refused)
    }

    @Test func `a question fits into two text messages with its whole link`() async throws {
        let server = ScriptedServer { _ in .status(201, "", "{}") }
        let entry = AddressEntry(
            account: "a1", accountName: "a-rather-long-account-name", domainPath: "/acme/",
            recipient: Recipient(channel: "sms", address: "+491701234567"),
            nonce: EventID.next().description, expires: .now)
        let link =
            "https://cloud.example.com/v1/notify/confirm/\(entry.nonce).abcdefghijklmnopqrstuv"
        let subscription = NotifySubscription(
            id: "s", name: "n",
            owner: .init(
                account: "a1", accountName: "ann", domain: "d", domainPath: "/acme/"),
            channel: "sms", settings: [:], created: .now)
        let letter = Letter.question(entry, about: subscription, link: link, at: .now)
        _ = try await channel(server).write(letter)
        let body = String(decoding: await server.requests.first(1)[0].body, as: UTF8.self)
        #expect(body.contains(FormText.encoded(link)))
        #expect(SMSText.segments(letter.short) <= 2)
    }
}
