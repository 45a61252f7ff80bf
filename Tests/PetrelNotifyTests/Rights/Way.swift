internal import Foundation
internal import PetrelCloud
internal import PetrelPlugin
internal import PetrelTesting

@testable internal import PetrelNotify

/// A way to be told: every channel that comes with Petrel, and CloudStack's webhooks.
struct Way: Sendable {
    let channel: ChannelKind
    var isWebhook = false
    let settings: [String: JSONValue]

    var name: String { isWebhook ? "CloudStack's webhook" : channel.rawValue }
}

/// Real receivers for all of them, on this machine.
struct Receivers: Sendable {
    private let server = ScriptedServer()
    private let mail = ScriptedMailServer(.takes)
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// What the operator has to say.
    var operatorSettings: [String: JSONValue] {
        [
            "http": true, "ports": .string("\(server.port)"), "allow": "127.0.0.0/8",
            "commands": "/bin/sh", "mailhost": "127.0.0.1", "mailport": .integer(Int64(mail.port)),
            "mailsecurity": "none", "mailsender": "petrel@example.com", "confirm": false,
            "address": "https://cloud.example.com", "smsaccount": "AC1", "smstoken": "t",
            "smsurl": .string("http://127.0.0.1:\(server.port)"), "smsfrom": "+15005550006",
        ]
    }

    /// One for each channel; one that nobody thought of here is no way, which the tests notice.
    var ways: [Way] {
        let text: JSONValue = "[{{event.resource.id}}]"
        let url = { (name: String) in JSONValue.string("http://127.0.0.1:\(server.port)/\(name)") }
        let script = "cat >> '\(folder.path)/events'"
        return [
            Way(channel: .webhook, settings: ["url": url("webhook")]),
            Way(
                channel: .webhook, isWebhook: true,
                settings: [
                    "url": url("cloudstack"), "format": "cloudstack", "sslverification": false,
                ]),
            Way(channel: .email, settings: ["to": "ops@example.com", "text": text]),
            Way(channel: .sms, settings: ["to": "+491701234567", "text": text]),
            Way(channel: .chat, settings: ["url": url("chat"), "text": text]),
            Way(
                channel: .pagerDuty,
                settings: [
                    "routingkey": .string(String(repeating: "0", count: 32)),
                    "url": url("pagerduty"), "summary": text,
                ]),
            Way(
                channel: .command,
                settings: ["program": "/bin/sh", "arguments": ["-c", .string(script)]]),
        ]
    }

    /// All that came over a way.
    func arrived(over way: Way) -> String {
        switch way.channel {
        case .email: mail.mails.elements.joined()
        case .command: folder.texts.joined()
        case .sms: bodies("/2010")
        default: bodies(way.isWebhook ? "/cloudstack" : "/\(way.channel.rawValue)")
        }
    }

    private func bodies(_ path: String) -> String {
        server.requests.elements.filter { $0.line.contains(" \(path)") }
            .map { String(decoding: $0.body, as: UTF8.self) }.joined()
    }
}
