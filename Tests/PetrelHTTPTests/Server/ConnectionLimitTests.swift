import PetrelHTTP
import Testing

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
                server.address, "GET /nothing HTTP/1.1\r\nHost: cloud\r\nConnection: close\r\n\r\n")
            if let status = Int(text.split(separator: " ").dropFirst().first ?? ""), status != 429 {
                return status
            }
        }
    }
}
