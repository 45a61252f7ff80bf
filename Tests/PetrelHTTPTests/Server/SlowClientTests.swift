import PetrelHTTP
import Testing

extension ServerTests {
    /// Whoever takes too long loses the connection; each test waits for just that.
    @Suite struct SlowClientTests {
        @Test func `a header that does not end is refused by 408`() async throws {
            try await RunningServer.run {
                $0.limits.headerTime = .milliseconds(500)
            } _: { server in
                let text = try await Wire.exchange(server.address, "GET / HTTP/1.1\r\nHost: cl")
                #expect(text.hasPrefix("HTTP/1.1 408 "))
            }
        }

        @Test func `a second request's header has its own time`() async throws {
            try await RunningServer.run {
                $0.limits.headerTime = .milliseconds(500)
            } _: { server in
                let first = "GET /nothing HTTP/1.1\r\nHost: cloud\r\n\r\n"
                try await Wire.open(to: server.address, sending: first) { wire in
                    #expect(try await wire.answer().status == 404)
                    try await wire.send("GET /")
                    #expect(await wire.rest().hasPrefix("HTTP/1.1 408 "))
                }
            }
        }

        @Test func `a connection that says nothing is closed without a word`() async throws {
            try await RunningServer.run {
                $0.limits.headerTime = .milliseconds(100)
            } _: { server in
                let text = try await Wire.exchange(server.address, "")
                #expect(text == "")
            }
        }

        @Test func `a body that stays out is refused by 408`() async throws {
            try await RunningServer.run {
                $0.limits.bodyTime = .milliseconds(100)
            } _: { server in
                let text = try await Wire.exchange(
                    server.address,
                    "POST /client/api HTTP/1.1\r\nHost: cloud\r\nContent-Length: 100\r\n\r\nabc")
                #expect(text.hasPrefix("HTTP/1.1 408 "))
            }
        }

        @Test func `a connection without a next request is closed`() async throws {
            try await RunningServer.run {
                $0.limits.idleTime = .milliseconds(100)
            } _: { server in
                try await Wire.open(to: server.address) { wire in
                    try await wire.send("GET /nothing HTTP/1.1\r\nHost: cloud\r\n\r\n")
                    #expect(try await wire.answer().status == 404)
                    #expect(await wire.rest() == "")
                }
            }
        }

        @Test func `a client that does not read its answers loses the connection`() async throws {
            try await RunningServer.run {
                $0.limits.unreadTime = .milliseconds(200)
            } _: { server in
                let request = "GET /openapi.json HTTP/1.1\r\nHost: cloud\r\n\r\n"
                try await Wire.open(to: server.address) { wire in
                    // Far more than sockets hold, and none of it is read before the server gave up.
                    _ = await #expect(throws: (any Error).self) {
                        for _ in 0..<100_000 { try await wire.send(request) }
                    }
                }
            }
        }
    }
}
