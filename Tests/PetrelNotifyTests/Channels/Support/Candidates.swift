internal import PetrelCloud
internal import PetrelNotify
internal import PetrelNotifyTesting
internal import PetrelTesting

/// Our own channels, each with receivers to be examined with.
enum Candidates {
    private static let secret = "k3str3lk3str3lk3str3lk3str3lk3st"

    static func of(_ kind: ChannelKind) throws -> ChannelCandidate {
        switch kind {
        case .webhook:
            web(
                WebhookChannel.self, carriesID: true,
                ["format": "cloudstack", "secret": .string(secret)])
        case .chat: web(ChatChannel.self, carriesID: false, [:])
        case .pagerDuty:
            web(PagerDutyChannel.self, carriesID: false, ["routingkey": .string(secret)])
        case .sms: sms
        case .email: email
        case .command: command
        default: throw ChannelMistakes([.init(kind.rawValue, "there is no candidate of this kind")])
        }
    }

    /// Short where the whole of it is waited for, long where a busy machine must not matter.
    private static func limit(_ mood: ChannelCandidate.Mood) -> Int {
        mood == .silent || mood == .endless ? 1 : 30
    }

    private static func settings(
        _ ports: [Int], _ mood: ChannelCandidate.Mood = .takes
    ) -> OutwardSettings {
        var settings = OutwardSettings()
        settings.allowsPlainHTTP = true
        settings.ports = Set(ports)
        settings.allowedNetworks = ["127.0.0.0/8"]
        settings.timeLimit = .seconds(limit(mood))
        settings.commands = ["/bin/sh"]
        return settings
    }

    private static func server(_ mood: ChannelCandidate.Mood) -> ScriptedServer {
        ScriptedServer { _ in
            switch mood {
            case .takes: .status(200)
            case .refuses: .status(503, "", "not now")
            case .silent: .nothing
            case .endless:
                .endless(
                    Array("HTTP/1.1 200 OK\r\n\r\n".utf8),
                    then: [UInt8](repeating: 120, count: 4_096))
            }
        }
    }

    private static func arrived(_ server: ScriptedServer) -> @Sendable () async -> [String] {
        {
            server.requests.elements.map { request in
                let head = request.headers.map { "\($0.name): \($0.value)" }
                let body = String(decoding: request.body, as: UTF8.self)
                return head.joined(separator: "\n") + body.replacing("+", with: " ")
            }
        }
    }

    private static func web(
        _ type: any Channel.Type, carriesID: Bool, _ values: [String: JSONValue]
    ) -> ChannelCandidate {
        var good = values
        good["url"] = .string("https://example.com/\(secret)")
        return ChannelCandidate(
            type, ChannelSettings(good), ChannelEnvironment(settings([])), secret: secret,
            carriesID: carriesID
        ) { mood in
            let server = server(mood)
            var values = values
            values["url"] = .string(server.url)
            if type.kind == .webhook { values["timeout"] = .integer(Int64(limit(mood))) }
            let channel = try type.init(
                ChannelSettings(values), ChannelEnvironment(settings([server.port], mood)))
            return .init(channel, arrived: arrived(server))
        }
    }

    private static var sms: ChannelCandidate {
        @Sendable func environment(
            _ url: String, _ mood: ChannelCandidate.Mood = .takes
        ) -> ChannelEnvironment {
            var settings = settings([], mood)
            settings.sms = SMSGateway(
                url: url, account: "AC1", token: secret, from: "+15005550006")
            return ChannelEnvironment(settings)
        }
        let good = ChannelSettings(["to": "+491701234567"])
        return ChannelCandidate(
            SMSChannel.self, good, environment("https://sms.example.com"), secret: secret,
            carriesID: false
        ) { mood in
            let server = server(mood)
            let channel = try SMSChannel(good, environment("http://127.0.0.1:\(server.port)", mood))
            return .init(channel) {
                await arrived(server)().map { $0.replacing("%20", with: " ") }
            }
        }
    }

    private static var email: ChannelCandidate {
        @Sendable func environment(
            _ port: Int, _ mood: ChannelCandidate.Mood = .takes
        ) -> ChannelEnvironment {
            var settings = settings([], mood)
            settings.mail = MailServer(
                host: "127.0.0.1", port: port, security: .none, sender: "petrel@example.com",
                timeLimit: .seconds(limit(mood)))
            return ChannelEnvironment(settings)
        }
        let good = ChannelSettings(["to": "ops@example.com"])
        return ChannelCandidate(
            EmailChannel.self, good, environment(25), secret: secret, carriesID: true
        ) { mood in
            let server =
                switch mood {
                case .takes: ScriptedMailServer(.takes)
                case .refuses: ScriptedMailServer(.refuses("451 later"))
                case .silent: ScriptedMailServer(.silent)
                case .endless: ScriptedMailServer(.endless)
                }
            let channel = try EmailChannel(good, environment(server.port, mood))
            return .init(channel) { server.mails.elements }
        }
    }

    private static var command: ChannelCandidate {
        @Sendable func settings(_ script: String) -> ChannelSettings {
            ChannelSettings([
                "program": "/bin/sh", "arguments": ["-c", .string(script)], "timeout": 1,
            ])
        }
        return ChannelCandidate(
            CommandChannel.self, settings("true"), ChannelEnvironment(self.settings([])),
            secret: secret, carriesID: true
        ) { mood in
            let folder = try TemporaryFolder()
            let script =
                switch mood {
                case .takes: "{ echo $PETREL_MESSAGE; cat; } > '\(folder.path)'/$PETREL_ATTEMPT"
                case .refuses: "echo not now; exit 75"
                case .silent: "sleep 1000"
                case .endless: "yes"
                }
            var values = settings(script).values
            values["timeout"] = .integer(Int64(limit(mood)))
            let environment = ChannelEnvironment(self.settings([]))
            return .init(try CommandChannel(ChannelSettings(values), environment)) {
                folder.texts
            }
        }
    }
}
