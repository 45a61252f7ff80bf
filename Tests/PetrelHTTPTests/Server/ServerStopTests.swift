import PetrelHTTP
import PetrelPlugin
import Testing

extension ServerTests {
    @Suite struct ServerStopTests {
        /// A command that tells when it began and ends when it is told.
        private struct SlowCommand {
            let beginning = AsyncStream<Void>.makeStream()
            let ending = AsyncStream<Void>.makeStream()

            var command: APICommand {
                let (begin, ends) = (beginning.continuation, ending.stream)
                return APICommand("listSlowly", "", roles: .everyone, response: .success) { _ in
                    begin.yield()
                    // A task of its own hears nothing of cancellation.
                    await Task { for await _ in ends { return } }.value
                    return .success
                }
            }
        }

        /// A server that listens, and the task that runs it.
        private func start(
            _ command: APICommand, _ adjust: (inout ServerSettings) -> Void = { _ in }
        ) async throws -> (address: ServerAddress, running: Task<Void, any Error>) {
            let server = try await World.shared.value.server(adding: [command], adjust)
            let (addresses, bound) = AsyncStream<ServerAddress>.makeStream()
            let running = Task { try await server.run { bound.yield($0) } }
            for await address in addresses { return (address, running) }
            throw CancellationError()
        }

        private func request(_ command: SlowCommand) async throws -> String {
            "GET \(try await World.shared.value.signed("command=listSlowly")) HTTP/1.1\r\n"
                + "Host: cloud\r\n\r\n"
        }

        @Test func `a request under way is answered, and then the connection ends`() async throws {
            let slow = SlowCommand()
            let (address, running) = try await start(slow.command)
            try await Wire.open(to: address) { idle in
                try await idle.send("GET /healthz HTTP/1.1\r\nHost: cloud\r\n\r\n")
                #expect(try await idle.answer().status == 200)
                try await Wire.open(to: address) { wire in
                    try await wire.send(request(slow))
                    for await _ in slow.beginning.stream { break }
                    running.cancel()
                    #expect(await idle.rest() == "")
                    slow.ending.continuation.yield()
                    #expect(try await wire.answer().status == 200)
                    #expect(await wire.rest() == "")
                }
            }
            try await running.value
            await #expect(throws: (any Error).self) { try await address.get("/healthz") }
        }

        @Test func `a request that never ends does not keep the server from stopping`() async throws
        {
            let slow = SlowCommand()
            let (address, running) = try await start(slow.command) {
                $0.limits.drainTime = .milliseconds(50)
            }
            try await Wire.open(to: address) { wire in
                try await wire.send(request(slow))
                for await _ in slow.beginning.stream { break }
                running.cancel()
                #expect(await wire.rest() == "")
            }
            try await running.value
            slow.ending.continuation.yield()
        }

        @Test func `a server may be stopped before it listens`() async throws {
            let server = try await World.shared.value.server()
            let running = Task { try await server.run { _ in } }
            running.cancel()
            _ = await running.result
        }
    }
}
