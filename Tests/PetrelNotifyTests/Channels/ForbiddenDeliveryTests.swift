internal import PetrelTesting
internal import Testing

@testable internal import PetrelNotify

/// A canary sits on loopback: whoever reaches it has gone where nothing may go.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct ForbiddenDeliveryTests {
    private func settings(_ canary: ScriptedServer) -> OutwardSettings {
        var settings = OutwardSettings()
        settings.allowsPlainHTTP = true
        settings.ports = [canary.port]
        return settings
    }

    /// Addresses that a name may resolve to and that lead to where the canary sits.
    private static let loopback = ["127.0.0.1", "0.0.0.0", "::ffff:127.0.0.1"]

    private func request(_ host: String, _ canary: ScriptedServer) throws -> OutwardRequest {
        OutwardRequest(
            url: try OutwardURL("http://\(host):\(canary.port)/"), body: [],
            timeLimit: .seconds(20))
    }

    private func send(
        _ request: OutwardRequest, _ sender: OutwardSender
    ) async -> OutwardFailure.Kind? {
        do {
            _ = try await sender.send(request)
            return nil
        } catch {
            return error.kind
        }
    }

    @Test func `a name that leads to a forbidden address is refused at the connection`()
        async throws
    {
        let canary = ScriptedServer()
        let settings = settings(canary)
        for (number, address) in ForbiddenURLs.addresses.enumerated() {
            let name = "case\(number).example.org"
            let pin = try #require(InternetAddress(address))
            let sender = OutwardSender(AddressGuard(settings), pins: [name: pin])
            let kind = await send(try request(name, canary), sender)
            #expect(kind == .forbidden, "\(address)")
        }
        #expect(canary.connectionCount == 0)
    }

    @Test func `without the guard the canary is reached`() async throws {
        let canary = ScriptedServer()
        for (number, address) in Self.loopback.enumerated() {
            let name = "case\(number).example.org"
            let pin = try #require(InternetAddress(address))
            let sender = OutwardSender(nil, pins: [name: pin])
            #expect(await send(try request(name, canary), sender) == nil, "\(address)")
        }
        #expect(canary.connectionCount == Self.loopback.count)
    }

    @Test func `spellings that are refused do lead to loopback when nobody asks`() {
        let canary = ScriptedServer()
        let hosts = [
            "2130706433", "017700000001", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "127.1",
            "127.0.1", "0", "0x0", "[::ffff:7f00:1]", "[::ffff:127.0.0.1]", "localhost",
            "example.com@127.0.0.1", "user:pass@127.0.0.1", "127.0.0.1.",
        ]
        let reached = hosts.filter { PlainCurl.post("http://\($0):\(canary.port)/") }
        #expect(reached.count * 10 >= hosts.count * 9, "only \(reached)")
    }

    @Test func `of many addresses of a name no forbidden one is tried`() async throws {
        // The system answers for localhost with loopback addresses of both families.
        let canary = ScriptedServer()
        let sender = OutwardSender(AddressGuard(settings(canary)))
        let kind = await send(try request("localhost", canary), sender)
        #expect(kind == .forbidden)
        #expect(canary.connectionCount == 0)
    }

    @Test func `a redirect to a forbidden place is not followed`() async throws {
        let canary = ScriptedServer()
        var codes = [301, 302, 303, 307, 308]
        codes += codes
        let statuses = codes
        let count = Recorder<Int>()
        let server = ScriptedServer { _ in
            count.record(1)
            let status = statuses[count.elements.count - 1]
            return .status(status, "Location: http://127.0.0.1:\(canary.port)/\r\nRefresh: 0\r\n")
        }
        let open = OutwardSender(AddressGuard(Sample.settings(server.port)))
        let url = try OutwardURL(server.url)
        for status in statuses {
            let answer = try await open.send(OutwardRequest(url: url, body: [1]))
            #expect(answer.status == status)
        }
        #expect(canary.connectionCount == 0)
        #expect(count.elements.count == statuses.count)
    }

    @Test func `a kept connection of the operator's is not used for a stranger's address`()
        async throws
    {
        let server = ScriptedServer()
        let environment = ChannelEnvironment(settings(server))
        let url = try OutwardURL(server.url)
        let request = OutwardRequest(url: url, body: [])
        #expect(try await environment.operatorSender.send(request).status == 204)
        #expect(await send(request, environment.sender) == .forbidden)
        #expect(server.connectionCount == 1)
        environment.close()
        #expect(await send(request, environment.operatorSender) == .closed)
    }
}
