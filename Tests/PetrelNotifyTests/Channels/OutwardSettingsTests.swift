internal import Foundation
internal import PetrelCloud
internal import PetrelPlugin
internal import Testing

@testable internal import PetrelNotify

@Suite
struct OutwardSettingsTests {
    private func read(_ values: [String: JSONValue]) throws -> OutwardSettings {
        try PluginSettings(place: "plugins.notify", values: values).read { OutwardSettings(&$0) }
    }

    @Test func `without a word nothing private is reached and there is no mail`() throws {
        let settings = try read([:])
        #expect(settings.reachablePorts == [443, 8_443])
        #expect(settings.allowedNetworks == [])
        #expect(settings.mail == nil && settings.sms == nil && settings.commands == [])
        #expect(!settings.allowsPlainHTTP)
    }

    @Test func `reads everything an operator can say`() throws {
        let folder = try TemporaryFolder()
        try "p4ss\n".write(toFile: "\(folder.path)/word", atomically: true, encoding: .utf8)
        let settings = try read([
            "http": true, "ports": "9000, 9001", "allow": "10.1.0.0/16,fd00::/8",
            "refuse": "8.8.8.8", "hosts": "hook.example.org=10.1.2.3", "commands": "/bin/true",
            "attempttimeout": 20, "mailhost": "mail.example.com", "mailuser": "petrel",
            "mailpasswordfile": .string("\(folder.path)/word"), "mailsender": "petrel@example.com",
            "smsaccount": "AC1", "smstoken": "t", "smsfrom": "+15005550006",
        ])
        #expect(settings.reachablePorts == [80, 443, 8_080, 8_443, 9_000, 9_001])
        #expect(settings.allowedNetworks == ["10.1.0.0/16", "fd00::/8"])
        #expect(settings.pins["hook.example.org"]?.description == "10.1.2.3")
        #expect(settings.timeLimit == .seconds(20))
        #expect(settings.mail?.port == 587)
        #expect(settings.mail?.password == "p4ss")
        #expect(settings.sms?.url == "https://api.twilio.com")
    }

    @Test(arguments: [
        ("ports", "0"), ("ports", "a"), ("allow", "10.0.0.0/33"), ("allow", "x"),
        ("refuse", "10.0.0"), ("hosts", "a"), ("hosts", "a.b=c"), ("commands", "true"),
        ("attempttimeout", "31"), ("mailcafile", "/no/such/file"), ("mailsecurity", "maybe"),
    ])
    func `names what is wrong`(name: String, value: String) {
        let mistakes = #expect(throws: PluginSettingsError.self) {
            try read([name: .string(value)])
        }
        #expect(mistakes?.mistakes.map(\.key) == ["plugins.notify.\(name)"])
    }

    @Test func `half a mail server is a mistake`() {
        let mistakes = #expect(throws: PluginSettingsError.self) {
            try read(["mailhost": "mail.example.com", "mailuser": "x", "mailsender": "a@b.example"])
        }
        #expect(mistakes?.mistakes.map(\.key) == ["plugins.notify.mailpassword"])
    }
}
