import HTTPTypes
import NIOCore
import PetrelCloud
import PetrelOrchestrator
import Testing

@testable import PetrelHTTP

extension ServerTests {
    @Suite struct EncryptedServerTests {
        private static func encrypted(_ settings: inout ServerSettings) {
            settings.tls = try? TLSFiles(
                certificateChain: FixtureFile.path("server-certificate.pem"),
                privateKey: FixtureFile.path("server-key.pem"))
        }

        @Test func `calls are answered over TLS, and cookies stay there`() async throws {
            try await RunningServer.run(Self.encrypted) { server in
                #expect(server.address.url.hasPrefix("https://127.0.0.1:"))
                #expect(
                    try await server.address.get(server.signed("command=listZones")).status == 200)
                let password = server.world.credentials.password
                let login = try await server.address.post(
                    "/client/api",
                    form: "command=login&response=json&username=admin&password=\(password)")
                #expect(login.status == 200)
                let cookies = try #require(login.fields["set-cookie"])
                #expect(cookies.allSatisfy { $0.contains("; Secure") && $0.contains("; HttpOnly") })
            }
        }

        @Test func `many calls share one connection over HTTP 2`() async throws {
            try await RunningServer.run(Self.encrypted) { server in
                let client = try await MultiplexedClient.open(to: server.address)
                try await withThrowingTaskGroup { group in
                    for _ in 0..<20 {
                        group.addTask { try await client.get(server.signed("command=listZones")) }
                    }
                    for try await answer in group {
                        #expect(answer.status == 200 && answer.body.contains("zone-1"))
                    }
                }
                try await client.channel.close()
            }
        }

        @Test func `limits hold for each stream of HTTP 2`() async throws {
            try await RunningServer.run {
                Self.encrypted(&$0)
                $0.limits.bodyBytes = 1_000
            } _: { server in
                let client = try await MultiplexedClient.open(to: server.address)
                var head = HTTPRequest(
                    method: .post, scheme: "https", authority: "cloud", path: "/client/api")
                let body = String(repeating: "a", count: 1_001)
                #expect(try await client.send(head, body: body).status == 413)
                head.headerFields[.contentLength] = "1001"
                #expect(try await client.send(head, body: body).status == 413)
                #expect(try await client.get("/healthz").status == 200)
                try await client.channel.close()
            }
        }

        @Test func `a client that takes back its requests over and over loses the connection`()
            async throws
        {
            try await RunningServer.run(Self.encrypted) { server in
                let client = try await MultiplexedClient.open(to: server.address)
                await #expect(throws: (any Error).self) {
                    for _ in 0..<1_000 { try await client.reset("/healthz") }
                }
                try await client.channel.closeFuture.get()
                let other = try await MultiplexedClient.open(to: server.address)
                #expect(try await other.get("/healthz").status == 200)
                try await other.channel.close()
            }
        }

        @Test func `without HTTP 2 there is still TLS`() async throws {
            try await RunningServer.run {
                Self.encrypted(&$0)
                $0.http2 = false
            } _: { server in
                let answer = try await server.address.get("/healthz")
                #expect(answer.status == 200)
            }
        }

        @Test func `a client that does not set up TLS is closed after the time for headers`()
            async throws
        {
            try await RunningServer.run {
                Self.encrypted(&$0)
                $0.limits.headerTime = .milliseconds(100)
            } _: { server in
                let plain = ServerAddress(
                    host: server.address.host, port: server.address.port, isSecure: false)
                let silent = try await Wire.exchange(plain, "")
                #expect(silent == "")
                let garbage = try await Wire.exchange(plain, "GET / HTTP/1.1\r\n\r\n")
                #expect(!garbage.contains("HTTP/1.1"))
            }
        }
    }
}
