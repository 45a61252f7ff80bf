import Testing

@testable import PetrelHTTP

extension ServerTests {
    @Suite struct ConnectionLimitTests {
        @Test func `one connection too many from an address is refused by 429`() async throws {
            try await RunningServer.run {
                $0.limits.connectionsPerAddress = 2
            } _: { server in
                try await held(2, by: server) {
                    let text = try await Wire.exchange(server.address, "")
                    #expect(text.hasPrefix("HTTP/1.1 429 "))
                    #expect(text.contains("retry-after: 1"))
                }
                #expect(try await eventually(server) == 404)
            }
        }

        @Test func `one connection too many of all is refused by 503`() async throws {
            try await RunningServer.run {
                $0.limits.connections = 2
            } _: { server in
                try await held(2, by: server) {
                    let text = try await Wire.exchange(server.address, "")
                    #expect(text.hasPrefix("HTTP/1.1 503 "))
                }
            }
        }

        @Test
        func `one call too many of an account is refused by 429`()
            async throws
        {
            try await RunningServer.run {
                $0.limits.callsPerSecond = 1
            } _: { server in
                let request =
                    "GET \(server.signed("command=listCapabilities")) HTTP/1.1\r\nHost: a\r\n\r\n"
                try await Wire.open(to: server.address) { wire in
                    try await wire.send(String(repeating: request, count: 20))
                    var answers: [Answer] = []
                    for _ in 0..<20 { answers.append(try await wire.answer()) }
                    #expect(answers.prefix(2).map(\.status) == [200, 200])
                    let refused = try #require(answers.first { $0.status == 429 })
                    #expect(refused["retry-after"] == "1")
                }
            }
        }

        @Test func `an account's bucket fills up with time, and another's is its own`() {
            let rate = CallRate(perSecond: 10)
            let now = ContinuousClock.now
            let caller = CloudStackFixture.user
            let admitted = (0..<30).filter { _ in rate.admits(caller, now: now) }
            #expect(admitted.count == 20)
            #expect(rate.admits(CloudStackFixture.admin, now: now))
            let later = (0..<30).filter { _ in rate.admits(caller, now: now + .milliseconds(500)) }
            #expect(later.count == 5)
            let muchLater = (0..<30).filter { _ in rate.admits(caller, now: now + .seconds(100)) }
            #expect(muchLater.count == 20)
        }

        /// So many connections, each of which has had an answer, stay open while `body` runs.
        private func held(
            _ count: Int, by server: RunningServer, _ body: () async throws -> Void
        ) async throws {
            guard count > 0 else { return try await body() }
            try await Wire.open(to: server.address) { wire in
                try await wire.send("GET /nothing HTTP/1.1\r\nHost: cloud\r\n\r\n")
                #expect(try await wire.answer().status == 404)
                try await held(count - 1, by: server, body)
            }
        }

        /// The first answer that is no 429: a connection counts until the server has seen its end.
        private func eventually(_ server: RunningServer) async throws -> Int {
            while true {
                let text = try await Wire.exchange(
                    server.address,
                    "GET /nothing HTTP/1.1\r\nHost: cloud\r\nConnection: close\r\n\r\n")
                if let status = Int(text.split(separator: " ").dropFirst().first ?? ""),
                    status != 429
                {
                    return status
                }
            }
        }
    }
}
