import Logging
import PetrelBus
import PetrelCloud
import PetrelLedger
import PetrelOrchestrator
import PetrelPlugin
import Testing

@testable import PetrelHTTP

/// Addresses of plug-ins under `/v1`, and what is told of them.
@Suite struct PluginRouteTests {
    private static func host(_ tenants: Tenants) async throws -> PluginHost {
        let ledger = tenants.ledger
        let host = PluginHost(
            [Answering.self], settings: [:],
            ground: PluginHost.Ground(
                ledger: ledger, bus: tenants.world.cloud.bus, registry: CommandRegistry(),
                node: "main", logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            ) { events in _ = try await ledger.commit(Commit(events: events)) })
        try await host.prepare()
        return host
    }

    @Test(arguments: ["/v1/plugins/answering", "/v1/answering"])
    func `a plug-in answers below its name, and is told who asks what`(_ base: String) async throws
    {
        let tenants = try await Tenants.shared.value
        let client = V1Client(tenants, plugins: try await Self.host(tenants))
        let answer = await client.json(
            "\(base)/words/a%2Fb+c?Size=7&response=json", as: tenants.alice)
        #expect(answer["word"] == "a/b+c" && answer["size"] == "7" && answer["who"] == "alice")
        #expect(await client.get("\(base)/words/x").status == 401)
        #expect(await client.get("\(base)/words", as: tenants.alice).status == 404)
        #expect(await client.get("/v1/nobody/words/x", as: tenants.alice).status == 404)
    }

    @Test func `bodies are JSON, and roles and methods are the route's`() async throws {
        let tenants = try await Tenants.shared.value
        let client = V1Client(tenants, plugins: try await Self.host(tenants))
        var request = V1Request(method: .post, target: "/v1/answering/words/x")
        request.body = Array("{\"a\":1}".utf8)
        #expect(await client.ask(request, as: tenants.alice).status == 403)
        #expect(await client.ask(request, as: tenants.admin).json == ["a": 1])
        request.body = Array("{".utf8)
        #expect(await client.ask(request, as: tenants.admin).status == 400)
        request.method = .delete
        let refused = await client.ask(request, as: tenants.admin)
        #expect(refused.status == 405 && refused.header("Allow") == "GET, POST")
        request = V1Request(method: .post, target: "/v1/events")
        #expect(await client.ask(request, as: tenants.admin).status == 405)
    }

    @Test func `a long answer is sent piece by piece`() async throws {
        let tenants = try await Tenants.shared.value
        let client = V1Client(tenants, plugins: try await Self.host(tenants))
        let reply = await client.get("/v1/answering/lines", as: tenants.alice)
        #expect(reply.header("Content-Type") == "text/plain" && reply.body.isEmpty)
        var pieces: [String] = []
        for try await piece in try #require(reply.pieces) {
            pieces.append(String(decoding: piece, as: UTF8.self))
        }
        #expect(pieces == ["0\n", "1\n", "2\n"])
    }

    @Test func `an open route answers whoever asks, and only what it is asked by its path`()
        async throws
    {
        let tenants = try await Tenants.shared.value
        let client = V1Client(tenants, plugins: try await Self.host(tenants))
        for target in ["/v1/answering/open/x", "/v1/plugins/answering/open/x?who=me"] {
            #expect(await client.get(target).json == ["word": "x"])
        }
        let request = V1Request(method: .post, target: "/v1/answering/open/x")
        #expect(await client.ask(request).status == 401)
        #expect(await client.get("/v1/answering/open/x", as: tenants.alice).status == 200)
    }

    @Test func `a page is for everybody, shows with GET and acts with POST`() async throws {
        let tenants = try await Tenants.shared.value
        let client = V1Client(tenants, plugins: try await Self.host(tenants))
        let shown = await client.get("/v1/answering/doors/a%3Cb%3E")
        #expect(shown.status == 200 && shown.text.contains("<h1>Door &lt;a&lt;b&gt;&gt;</h1>"))
        #expect(shown.text.contains("<form method=\"post\" action=\"?choice=wide\">"))
        var request = V1Request(method: .post, target: "/v1/plugins/answering/doors/x?choice=wide")
        request.body = Array("List-Unsubscribe=One-Click".utf8)
        let acted = await client.ask(request)
        #expect(acted.status == 200 && acted.text.contains("opened wide"))
        request.method = .delete
        #expect(await client.ask(request).status == 405)
        let failed = await client.get("/v1/answering/doors/broken")
        #expect(
            failed.status == 500 && failed.header("Content-Type")?.hasPrefix("text/html") == true)
        #expect(await client.get("/v1/answering/doors").status == 401)
    }

    @Test func `nothing in a page's words is a mark, and it may load and send nothing`()
        async throws
    {
        let evil = "\"><script>alert(1)</script>'&\u{0}\u{202E}\u{2028}\r\n"
        let content = PluginPage.Content(
            evil, [evil], facts: [.init(evil, evil)], buttons: [.init(evil, choice: evil)])
        let reply = HTMLPage(content).reply
        let marks = reply.text.split(separator: "<").map { $0.prefix { !" >".contains($0) } }
        let known: Set<Substring> = [
            "!doctype", "html", "head", "meta", "title", "/title", "style", "/style", "/head",
            "body", "main", "h1", "/h1", "p", "/p", "dl", "dt", "/dt", "dd", "/dd", "/dl", "form",
            "button", "/button", "/form", "/main", "/body", "/html",
        ]
        #expect(Set(marks).subtracting(known).isEmpty)
        #expect(!reply.text.contains("\u{202E}") && !reply.text.contains("\u{0}"))
        let policy = try #require(reply.header("Content-Security-Policy"))
        #expect(policy.hasPrefix("default-src 'none';") && !policy.contains("unsafe"))
        for part in ["form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"] {
            #expect(policy.contains(part))
        }
        #expect(reply.header("Referrer-Policy") == "no-referrer")
        #expect(reply.header("Cache-Control") == "no-store")
    }

    @Test func `metrics carry the plug-in's name, and how it does`() async throws {
        let tenants = try await Tenants.shared.value
        var text = PrometheusText()
        await PluginMetrics(of: try await Self.host(tenants)).write(to: &text)
        for line in [
            "# TYPE petrel_answering_words_total counter",
            "petrel_answering_words_total{language=\"no \\\"one\\\"\",script=\"none\"} 3",
            "petrel_answering_share 0.5", "petrel_plugin_up{plugin=\"answering\"} 0",
            "petrel_plugin_behind{plugin=\"answering\"} 0",
        ] { #expect(text.text.contains(line + "\n"), "\(line)") }
    }

    @Test func `every address and parameter under v1 is described`() async throws {
        let tenants = try await Tenants.shared.value
        let host = try await Self.host(tenants)
        let addresses =
            V1Address.own + host.routes.map(V1Address.init) + host.pages.flatMap(V1Address.page)
        let document = OpenAPIDocument([], addresses: addresses, version: "1").json
        let paths = try #require(document["paths"]?.object)
        for path in ["/v1/events", "/v1/events/stream", "/v1/resources/{id}/timeline"] {
            #expect(paths[path]?["get"]?["operationId"] != nil, "\(path)")
        }
        let words = paths["/v1/plugins/answering/words/{word}"]
        #expect(words?["post"] != nil)
        let door = paths["/v1/plugins/answering/doors/{door}"]
        for method in ["get", "post"] {
            #expect(door?[method]?["security"] == [], "\(method)")
            #expect(door?[method]?["responses"]?["200"]?["content"]?["text/html"] != nil)
        }
        #expect(words?["get"]?["parameters"]?.array?.map { $0["in"] } == ["path", "query"])
        for address in addresses {
            for parameter in address.parameters {
                #expect(!parameter.summary.isEmpty, "\(parameter.name)")
            }
        }
        let names = paths.values.flatMap {
            $0.object?.values.map { $0["operationId"]?.string } ?? []
        }
        #expect(Set(names).count == names.count)
    }
}

/// Says what it was asked.
private struct Answering: Plugin {
    static let name = "answering"
    static let summary = "Says what it was asked."

    init(_ context: PluginContext) throws { try context.settings.read { _ in } }

    var routes: [PluginRoute] {
        [
            PluginRoute(
                .get, "words/{word}", roles: .everyone, "A word.",
                parameters: [.string("size", "How large.")]
            ) { request in
                [
                    "word": .string(request.path["word"] ?? ""),
                    "size": .string(request.query["size"] ?? ""),
                    "who": .string(request.caller.accountName),
                ]
            },
            PluginRoute(open: "open/{word}", "Says a word to everybody.") { path in
                ["word": .string(path["word"] ?? "")]
            },
            PluginRoute(.post, "words/{word}", roles: .admin, "Gives a body back.") { request in
                request.body ?? .null
            },
            PluginRoute(streaming: "lines", roles: .everyone, "Three lines.") { _ in
                PluginRoute.Stream(
                    contentType: "text/plain",
                    pieces: AsyncThrowingStream { continuation in
                        for number in 0..<3 { continuation.yield(Array("\(number)\n".utf8)) }
                        continuation.finish()
                    })
            },
        ]
    }

    var pages: [PluginPage] {
        [
            PluginPage("doors/{door}", "A door.") { visit in
                if visit.path["door"] == "broken" { throw CancellationError() }
                return .init(
                    "Door <\(visit.path["door"] ?? "")>", buttons: [.init("Open", choice: "wide")])
            } act: { visit in
                .init("Door", ["It is opened \(visit.choice ?? "")."])
            }
        ]
    }

    var metrics: [PluginMetric] {
        [
            PluginMetric("words_total", .counter, "Words.") {
                [.init(3, labels: ["script": "none", "language": "no \"one\""])]
            },
            PluginMetric("share", .gauge, "A share.") { [.init(0.5)] },
        ]
    }

    func run() async throws {}
}
