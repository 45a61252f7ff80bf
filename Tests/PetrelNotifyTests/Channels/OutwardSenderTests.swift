internal import PetrelTesting
internal import Synchronization
internal import Testing

@testable internal import PetrelNotify

@Suite(.serialized, .timeLimit(.minutes(3)))
struct OutwardSenderTests {
    private func send(
        _ answer: ScriptedServer.Answer, limit: Duration = .seconds(60)
    ) async throws(OutwardFailure) -> OutwardAnswer {
        let server = ScriptedServer { _ in answer }
        defer { withExtendedLifetime(server) {} }
        let sender = OutwardSender(AddressGuard(Sample.settings(server.port)))
        let url: OutwardURL
        do { url = try OutwardURL(server.url) } catch { throw OutwardFailure(.noAnswer) }
        return try await sender.send(
            OutwardRequest(url: url, body: Array("x".utf8), timeLimit: limit))
    }

    private func failure(
        _ answer: ScriptedServer.Answer, limit: Duration = .seconds(60)
    ) async -> OutwardFailure.Kind? {
        do {
            _ = try await send(answer, limit: limit)
            return nil
        } catch {
            return error.kind
        }
    }

    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test func `an endless body is cut after 64 KiB and the answer counts`() async throws {
        let head = Self.bytes("HTTP/1.1 200 OK\r\n\r\n")
        let answer = try await send(
            .endless(head, then: [UInt8](repeating: 0x61, count: 8_192)))
        #expect(answer.status == 200)
        #expect(answer.body.count == OutwardSender.bodyLimit)
        #expect(answer.excerpt == String(repeating: "a", count: 1_024))
    }

    @Test func `chunks without end and a promised gigabyte are cut too`() async throws {
        let chunk = Self.bytes("1000\r\n" + String(repeating: "b", count: 4_096) + "\r\n")
        let chunked = Self.bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        #expect(
            try await send(.endless(chunked, then: chunk)).body.count == OutwardSender.bodyLimit)
        let promised = Self.bytes("HTTP/1.1 500 No\r\nContent-Length: 1073741824\r\n\r\n")
        let answer = try await send(.endless(promised, then: chunk))
        #expect(answer.status == 500)
        #expect(answer.body.count == OutwardSender.bodyLimit)
    }

    @Test func `a header that does not end is a failure`() async {
        let status = Self.bytes("HTTP/1.1 200 OK\r\n")
        let line = Self.bytes("X-Line: y\r\n")
        #expect(await failure(.endless(status, then: line)) == .tooMuch)
        let long = Self.bytes("HTTP/1.1 200 OK\r\nX-Long: " + String(repeating: "z", count: 40_000))
        #expect(await failure(.last(long + Self.bytes("\r\n\r\n"))) == .tooMuch)
        let early = Self.bytes("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")
        #expect(await failure(.endless([], then: early)) == .tooMuch)
    }

    @Test(arguments: [
        "", "\r\n\r\n", "hello\r\n\r\n", "<html>no protocol</html>", "HTTP/1.1\r\n\r\n",
        "HTTP/1.1 2xx\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 100 Continue\r\n\r\n",
        "SSH-2.0-OpenSSH_9\r\n", "220 mail ESMTP\r\n", "\u{16}\u{3}\u{1}\0\0",
    ])
    func `what is no answer is a failure`(text: String) async {
        #expect(await failure(.last(Self.bytes(text))) == .noAnswer)
    }

    @Test func `random answers end as an answer or a failure`() async throws {
        let random = Mutex(SeededRandom(seed: 5))
        let server = ScriptedServer { _ in .last(random.withLock { Self.broken(&$0) }) }
        let sender = OutwardSender(AddressGuard(Sample.settings(server.port)))
        let request = OutwardRequest(
            url: try OutwardURL(server.url), body: [1], timeLimit: .seconds(100))
        var (answers, failures) = (0, 0)
        for _ in 0..<2_000 {
            do {
                let answer = try await sender.send(request)
                #expect((200...999).contains(answer.status))
                #expect(answer.excerpt.utf8.count <= 1_024)
                answers += 1
            } catch {
                #expect([.noAnswer, .tooMuch].contains(error.kind), "\(error.kind)")
                failures += 1
            }
        }
        #expect(answers > 100 && failures > 100)
    }

    private static func broken(_ random: inout SeededRandom) -> [UInt8] {
        let good = [
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nT: x\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 No\r\nRetry-After: 5\r\n\r\n",
            "HTTP/1.0 404 Not Found\r\nContent-Encoding: gzip\r\nSet-Cookie: a=b\r\n\r\n\u{1F}",
        ]
        var bytes = Array((good.randomElement(using: &random) ?? "").utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
            case 1: bytes.removeSubrange(place...)
            case 2: bytes.insert(contentsOf: [0x0D, 0x0A], at: place)
            default: bytes.insert(contentsOf: bytes[place...].prefix(40), at: place)
            }
        }
        return bytes
    }

    @Test func `a body that ends early, or goes on, changes nothing about the answer`()
        async throws
    {
        let short = Self.bytes("HTTP/1.1 202 OK\r\nContent-Length: 100\r\n\r\nabc")
        #expect(try await send(.last(short)).status == 202)
        let long = Self.bytes("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdefgh")
        let answer = try await send(.last(long))
        #expect(answer.status == 200)
        #expect(answer.excerpt == "abc")
    }

    @Test func `nothing is decompressed`() async throws {
        let packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B, 4, 0, 0x43, 0xBE, 0xB7]
        let head =
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n"
        #expect(try await send(.last(Self.bytes(head) + packed)).body == packed)
    }

    @Test func `silence and slowness end with the time limit`() async {
        let begin = ContinuousClock.now
        #expect(await failure(.nothing, limit: .milliseconds(300)) == .tooLate)
        #expect(ContinuousClock.now - begin < .seconds(30))
    }

    @Test func `a port where nobody listens is no connection`() async throws {
        var server: ScriptedServer? = ScriptedServer()
        let url = try OutwardURL(try #require(server).url)
        let sender = OutwardSender(AddressGuard(Sample.settings(url.port)))
        server = nil
        // The listening thread may still hold the port for a moment.
        for _ in 0..<1_000 {
            do {
                _ = try await sender.send(OutwardRequest(url: url, body: []))
            } catch {
                if error.kind == .noConnection { return }
            }
            await Task.yield()
        }
        Issue.record("a connection was made where nobody listens")
    }

    @Test func `connections are kept and used again`() async throws {
        let server = ScriptedServer()
        let sender = OutwardSender(AddressGuard(Sample.settings(server.port)))
        let url = try OutwardURL(server.url)
        for _ in 0..<20 { _ = try await sender.send(OutwardRequest(url: url, body: [1, 2])) }
        #expect(server.connectionCount == 1)
    }

    @Test func `many are under way at once, and a silent receiver holds nobody up`() async throws {
        let silent = ScriptedServer { _ in .nothing }
        let server = ScriptedServer()
        let sender = OutwardSender(AddressGuard(Sample.settings(server.port, silent.port)))
        let (slow, quick) = (try OutwardURL(silent.url), try OutwardURL(server.url))
        let waiting = (0..<20).map { _ in
            Task {
                try await sender.send(OutwardRequest(url: slow, body: [], timeLimit: .seconds(100)))
            }
        }
        _ = await silent.requests.first(20)
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<100 {
                group.addTask { try await sender.send(OutwardRequest(url: quick, body: [])).status }
            }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(statuses == [Int](repeating: 204, count: 100))
        for task in waiting { task.cancel() }
        for task in waiting {
            guard case .failure(let error as OutwardFailure) = await task.result else {
                Issue.record("a cancelled request came back")
                continue
            }
            #expect(error.kind == .cancelled)
        }
    }

    @Test func `closing ends what is under way and refuses what comes`() async throws {
        let silent = ScriptedServer { _ in .nothing }
        let sender = OutwardSender(AddressGuard(Sample.settings(silent.port)))
        let url = try OutwardURL(silent.url)
        let waiting = Task { try await sender.send(OutwardRequest(url: url, body: [])) }
        _ = await silent.requests.first(1)
        sender.close()
        guard case .failure(let error as OutwardFailure) = await waiting.result else {
            Issue.record("a closed sender answered")
            return
        }
        #expect(error.kind == .closed)
        await #expect(throws: OutwardFailure.self) {
            try await sender.send(OutwardRequest(url: url, body: []))
        }
    }
}
