import Foundation
import Hummingbird
import PetrelBus
import PetrelCloud
import PetrelLedger
import PetrelOrchestrator
import Testing

@testable import PetrelHTTP

extension ServerTests {
    @Suite struct PageTests {
        @Test func `the first page says where everything is`() async throws {
            try await RunningServer.run { server in
                let answer = try await server.address.get("/")
                #expect(answer.status == 200)
                for place in ["/client/api", "/openapi.json", "/healthz", "/readyz", "/metrics"] {
                    #expect(answer.text.contains(place))
                }
                #expect(answer["date"]?.hasSuffix(" GMT") == true)
            }
        }

        @Test func `pages are only read`() async throws {
            try await RunningServer.run { server in
                let post = try await server.address.post("/healthz", form: "a=b")
                #expect(post.status == 405 && post["allow"] == "GET, HEAD")
                let head = try await Wire.exchange(
                    server.address,
                    "HEAD /healthz HTTP/1.1\r\nHost: cloud\r\nConnection: close\r\n\r\n")
                #expect(head.hasPrefix("HTTP/1.1 200 ") && head.hasSuffix("\r\n\r\n"))
            }
        }

        @Test func `the OpenAPI document tells of every command and is the same next time`()
            async throws
        {
            try await RunningServer.run { server in
                let document = try await server.address.get("/openapi.json")
                let paths = try #require(document.json["paths"]?.object)
                #expect(paths["/client/api/deployVirtualMachine"]?["post"] != nil)
                #expect(paths["/client/api/login"]?["post"] != nil)
                #expect(paths["/client/api/listApis"]?["get"] != nil)
                #expect(try await server.address.get("/openapi.json").body == document.body)
            }
        }

        @Test func `a server whose ledger was closed lives and is not ready`() async throws {
            let world = try await World.open()
            try await RunningServer.run(over: world) { server in
                #expect(try await server.address.get("/readyz").text == "ok\n")
                await world.cloud.ledger.close()
                // The answer of a moment ago holds for a second.
                var answer = try await server.address.get("/readyz")
                while answer.status == 200 { answer = try await server.address.get("/readyz") }
                #expect(answer.status == 503)
                #expect(answer.json["detail"] == "the ledger is closed")
                #expect(try await server.address.get("/healthz").text == "ok\n")
            }
        }

        @Test func `metrics count calls, events, resources and deliveries`() async throws {
            let world = try await World.open()
            try await RunningServer.run(over: world) { server in
                for _ in 0..<3 {
                    _ = try await server.address.get(server.signed("command=listZones"))
                }
                _ = try await server.address.get("/client/api?command=listZones")
                _ = try await server.address.get("/client/api?command=noSuchThing")
                let samples = try Samples(await server.address.get("/metrics").text)
                let calls = "petrel_api_requests_total"
                #expect(samples["\(calls){command=\"listZones\",status=\"200\"}"] == 3)
                #expect(samples["\(calls){command=\"listZones\",status=\"401\"}"] == 1)
                #expect(samples["\(calls){command=\"none\",status=\"401\"}"] == 1)
                #expect(samples["petrel_api_request_duration_seconds_count"] == 5)
                #expect(samples["petrel_api_request_duration_seconds_bucket{le=\"+Inf\"}"] == 5)
                #expect(samples["petrel_resources{kind=\"DataCenter\",state=\"Enabled\"}"] == 1)
                let last = try await world.cloud.ledger.lastSequence
                #expect(samples["petrel_ledger_last_sequence"] == Double(last))
                #expect(samples["petrel_http_connections"] ?? 0 >= 1)
                #expect(samples["process_resident_memory_bytes"] ?? 0 > 1_000_000)
            }
        }

        @Test func `metrics are for this machine and administrators unless settings say more`()
            async throws
        {
            let world = try await World.shared.value
            func status(_ target: String, from address: String, open: Bool = false) async throws
                -> Int
            {
                let connections = ConnectionCount(perAddress: 1, total: 1)
                let server = try world.server()
                let api = CloudStackAPI(
                    registry: server.registry, authenticator: CloudAuthenticator(world.cloud))
                let page = MetricsPage(
                    cloud: world.cloud, api: api, calls: CallMetrics(), connections: connections,
                    resources: ResourceCounts(ledger: world.cloud.ledger), isForEveryone: open)
                let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: target)
                let visit = Visit(
                    request: Request(head: head, body: RequestBody(buffer: ByteBuffer())),
                    query: RequestPath(target).query, address: address)
                return try await page.answer(visit).status.code
            }
            let signed = world.signed("a=b").replacing("/client/api", with: "/metrics")
            #expect(try await status("/metrics", from: "127.0.0.1") == 200)
            #expect(try await status("/metrics", from: "::1") == 200)
            #expect(try await status("/metrics", from: "192.0.2.1") == 403)
            #expect(try await status(signed + "x", from: "192.0.2.1") == 403)
            #expect(try await status(signed, from: "192.0.2.1") == 200)
            #expect(try await status("/metrics", from: "192.0.2.1", open: true) == 200)
        }

        @Test func `an hour's date is written as HTTP wants it`() {
            let date = DateHeader()
            #expect(date.text(Timestamp(seconds: 784_111_777)) == "Sun, 06 Nov 1994 08:49:37 GMT")
            #expect(date.text(Timestamp(seconds: 1_795_366_800)) == "Sun, 22 Nov 2026 17:00:00 GMT")
        }
    }
}

/// Samples of Prometheus' text, each under a family that was named with its meaning and type.
struct Samples {
    private var values: [String: Double] = [:]

    init(_ text: String) throws {
        var families: [String: String] = [:]
        var described: Set<String> = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 3).map(String.init)
            if line.hasPrefix("# HELP ") {
                #expect(described.insert(words[2]).inserted, "\(words[2]) twice")
            } else if line.hasPrefix("# TYPE ") {
                families[words[2]] = words[3]
                #expect((words[3] == "counter") == words[2].hasSuffix("_total"))
            } else {
                try add(line, families, described)
            }
        }
    }

    private mutating func add(
        _ line: Substring, _ families: [String: String], _ described: Set<String>
    ) throws {
        let space = try #require(line.lastIndex(of: " "))
        let name = String(line[..<space])
        let family = name.prefix { $0 != "{" }
        let base = ["_bucket", "_sum", "_count"].first { family.hasSuffix($0) }
            .map { String(family.dropLast($0.count)) }
        let known = base.flatMap { families[$0] == "histogram" ? $0 : nil } ?? String(family)
        #expect(families[known] != nil && described.contains(known), "\(known)")
        #expect(values[name] == nil, "\(name) twice")
        let value: Double = try #require(Double(String(line[line.index(after: space)...])))
        values[name] = value
    }

    subscript(name: String) -> Double? { values[name] }
}
