internal import Crypto
internal import Foundation
internal import PetrelCloud
internal import PetrelTesting
internal import Testing

@testable internal import PetrelNotify

@Suite(.serialized, .timeLimit(.minutes(3)))
struct WebhookTests {
    private func webhook(
        _ server: ScriptedServer, _ values: [String: JSONValue] = [:]
    ) throws -> WebhookChannel {
        let settings = values.merging(["url": .string(server.url)]) { own, _ in own }
        return try WebhookChannel(
            ChannelSettings(settings), ChannelEnvironment(Sample.settings(server.port)))
    }

    @Test func `sends an event as a signed structured CloudEvent`() async throws {
        let server = ScriptedServer { _ in .status(200, "", "thanks") }
        let receipt = try await webhook(server, ["secret": .string(SigningKey.newShared())])
            .deliver(Sample.delivery())
        #expect(receipt.status == 200)
        #expect(receipt.excerpt == "thanks")
        let request = await server.requests.first(1)[0]
        #expect(request.line == "POST /events HTTP/1.1")
        #expect(request.header("content-type") == "application/cloudevents+json")
        #expect(request.header("webhook-id") == "5d1c_019ab8c1")
        #expect(request.header("webhook-signature")?.hasPrefix("v1,") == true)
        #expect(request.header("petrel-counter") == "7")
        #expect(request.header("petrel-cursor") == "41")
        #expect(request.header("petrel-attempt") == "1")
        #expect(request.body == Sample.event.cloudEventsJSON())
        #expect(!request.headers.contains { $0.name.hasPrefix("ce-") })
    }

    @Test func `several events are a batch`() async throws {
        let server = ScriptedServer()
        let webhook = try webhook(server)
        #expect(webhook.takesSeveralEvents)
        _ = try await webhook.deliver(Sample.delivery([Sample.event, Sample.event]))
        let request = await server.requests.first(1)[0]
        #expect(request.header("content-type") == "application/cloudevents-batch+json")
        #expect(try JSONReader().read(request.body).array?.count == 2)
        #expect(request.header("webhook-signature") == nil)
    }

    @Test func `in binary mode attributes are headers`() async throws {
        let server = ScriptedServer()
        _ = try await webhook(server, ["format": "binary"]).deliver(Sample.delivery())
        let request = await server.requests.first(1)[0]
        #expect(request.header("ce-specversion") == "1.0")
        #expect(request.header("ce-id") == Sample.event.id.description)
        #expect(request.header("ce-newstate") == "Starting")
        #expect(request.header("ce-data") == nil)
        #expect(request.header("content-type") == "application/json")
        let data = try JSONReader().read(request.body)
        #expect(data["description"]?.string == "The machine “wéb” starts")
    }

    @Test func `CloudStack's format has its body, its headers and its signature`() async throws {
        let server = ScriptedServer()
        let webhook = try webhook(server, ["format": "cloudstack", "secret": "s3cret"])
        let receipt = try await webhook.deliver(Sample.delivery())
        let request = await server.requests.first(1)[0]
        #expect(request.body == Sample.event.exchangeMessage().body)
        #expect(request.header("x-cs-event-id") == Sample.event.id.description)
        #expect(request.header("x-cs-event") == "StartRequested")
        #expect(request.header("user-agent") == "CS-Hookshot/a1")
        let code = HMAC<SHA256>.authenticationCode(
            for: request.body, using: SymmetricKey(data: Array("s3cret".utf8)))
        #expect(request.header("x-cs-signature") == Data(code).base64EncodedString())
        #expect(receipt.sent?.payload == String(decoding: request.body, as: UTF8.self))
        #expect(receipt.sent?.headers.contains("X-CS-Event: StartRequested") == true)
    }

    @Test func `a template makes the body, and values stay inside their quotes`() async throws {
        let server = ScriptedServer()
        let template = #"{"text": "{{event.description}}", "n": {{counter}}}"#
        var event = Sample.event
        event.description = #"a "quoted" \ word"#
        let webhook = try webhook(server, ["format": "template", "template": .string(template)])
        _ = try await webhook.deliver(Sample.delivery([event]))
        let body = try JSONReader().read(await server.requests.first(1)[0].body)
        #expect(body["text"]?.string == event.description)
        #expect(body["n"]?.integer == 7)
    }

    @Test func `a payload of the owner's own goes as it is`() async throws {
        let server = ScriptedServer()
        let webhook = try webhook(server, ["format": "cloudstack"])
        _ = try await webhook.deliver(Sample.delivery([], payload: "{\"a\": 1}"))
        let request = await server.requests.first(1)[0]
        #expect(request.body == Array("{\"a\": 1}".utf8))
        #expect(request.header("x-cs-event") == nil)
    }

    @Test func `both keys sign during a rotation, and the old one no second longer`() async throws {
        let server = ScriptedServer()
        let now = Timestamp(seconds: 1_700_000_000)
        let old: JSONValue = [
            "secret": .string(SigningKey.newPair()), "until": .string(now.text()),
        ]
        let webhook = try webhook(
            server, ["secret": .string(SigningKey.newShared()), "secrets": [old]])
        _ = try await webhook.deliver(Sample.delivery(time: now))
        _ = try await webhook.deliver(Sample.delivery(time: now.advanced(by: .seconds(1))))
        let signatures = await server.requests.first(2).map {
            $0.header("webhook-signature")?.split(separator: " ").map { $0.prefix(4) }
        }
        #expect(signatures[0]?.map { String($0.prefix { $0 != "," }) } == ["v1", "v1a"])
        #expect(signatures[1]?.count == 1)
    }

    @Test func `own headers are sent`() async throws {
        let server = ScriptedServer()
        let webhook = try webhook(
            server, ["headers": ["Authorization": "Bearer t0ken", "X-Empty": ""]])
        let receipt = try await webhook.deliver(Sample.delivery())
        let request = await server.requests.first(1)[0]
        #expect(request.header("authorization") == "Bearer t0ken")
        #expect(request.header("x-empty") == "")
        #expect(receipt.sent?.headers.contains("t0ken") == false)
    }

    @Test(arguments: [
        ("X-A", "b\r\nX-Evil: 1"), ("X-A", "b\nX-Evil: 1"), ("X-A", "b\rX-Evil: 1"),
        ("X-A", "b\0c"), ("X-A", "b\u{85}c"), ("X-A", "b\u{2028}c"), ("X-A\r\nX-Evil", "1"),
        ("X-A: 1\r\nX-Evil", "1"), ("X A", "1"), ("X-A:", "1"), ("", "1"), ("X-Ä", "1"),
        ("X-A", " b"), ("X-A", "b\t"), ("Host", "evil"), ("content-length", "0"),
        ("Transfer-Encoding", "chunked"), ("webhook-id", "x"), ("WEBHOOK-SIGNATURE", "x"),
        ("ce-id", "x"), ("X-CS-Signature", "x"), ("Petrel-Counter", "x"), (":path", "/"),
        ("Connection", "close"), ("Expect", "100-continue"), ("User-Agent", "x"),
    ])
    func `headers that would be more than one, or ours, are refused`(name: String, value: String) {
        let server = ScriptedServer()
        #expect(throws: ChannelMistakes.self) {
            try webhook(server, ["headers": [name: .string(value)]])
        }
    }

    @Test func `an event's own words cannot begin a header`() async throws {
        let server = ScriptedServer()
        var event = CloudEvent(
            category: .action, type: "VM.START\r\nX-Evil: 1", source: "a\r\nX-Evil: 2")
        event.owner = CloudEvent.Owner(account: "a\nX-Evil: 3")
        for format in ["binary", "cloudstack"] {
            _ = try await webhook(server, ["format": .string(format)])
                .deliver(Sample.delivery([event]))
        }
        let requests = await server.requests.first(2)
        #expect(requests.allSatisfy { $0.header("x-evil") == nil })
    }

    @Test func `every status has its meaning`() async throws {
        let statuses = Recorder<Int>()
        let server = ScriptedServer { request in
            let status = Int(request.line.split(separator: " ")[1].dropFirst()) ?? 0
            statuses.record(status)
            let end = status < 200 ? "" : "Content-Length: 0\r\n"
            return .last(Array("HTTP/1.1 \(status) X\r\n\(end)\r\n".utf8))
        }
        for status in 100...599 {
            let url = JSONValue.string("http://127.0.0.1:\(server.port)/\(status)")
            let verdict: DeliveryError.Verdict?
            do {
                _ = try await webhook(server, ["url": url, "timeout": 30])
                    .deliver(Sample.delivery())
                verdict = nil
            } catch let error as DeliveryError {
                verdict = error.verdict
                if status >= 200 { #expect(error.status == status) }
            }
            #expect(verdict == Self.expected(status), "\(status)")
        }
        #expect(statuses.elements == Array(100...599))
    }

    private static func expected(_ status: Int) -> DeliveryError.Verdict? {
        switch status {
        case 200..<300: nil
        case 410: .endpointGone
        case 413: .refused
        case 429: .throttled
        default: .retry
        }
    }

    @Test func `a refusal tells what was sent and what came back`() async throws {
        let server = ScriptedServer { _ in
            .status(503, "Retry-After: 120\r\n", "busy\u{1B}[31m")
        }
        do {
            _ = try await webhook(server).deliver(Sample.delivery())
            Issue.record("503 is no success")
        } catch let error as DeliveryError {
            #expect(error.verdict == .throttled)
            #expect(error.retryAfter == .seconds(120))
            #expect(error.excerpt == "busy [31m")
            #expect(error.sent != nil)
        }
    }
}
