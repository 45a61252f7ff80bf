internal import BenchReport
internal import Foundation
internal import Logging
internal import PetrelBus
internal import PetrelCloud
internal import PetrelHTTP
internal import PetrelLedger
internal import PetrelOrchestrator
internal import PetrelPlugin
internal import PetrelStates

/// A server with more and more clients, and how fast they hear.
struct Streams {
    let folder: URL
    let most: Int

    func run() async throws {
        let ledger = try SQLiteLedger(path: folder.appending(path: "petrel.db").path)
        let cloud = try await Cloud.open(
            ledger: ledger, bus: EventBus(), agent: SimulatorAgent())
        guard let credentials = try await DemoCloud.prepare(cloud) else { return }
        let key = Data("\(credentials.apiKey):\(credentials.secretKey)".utf8)
        let server = PetrelServer(
            cloud: cloud, registry: try CommandRegistry(cloud.commands), settings: settings,
            logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup { group in
            let (ports, bound) = AsyncStream<Int>.makeStream()
            group.addTask { try await cloud.run() }
            group.addTask { try await server.run { bound.yield($0.port) } }
            for await port in ports {
                let clients = try ListenersProcess(
                    port: port, authorization: key.base64EncodedString())
                try await measure(clients, cloud)
                clients.end()
                break
            }
            group.cancelAll()
        }
    }

    private var settings: ServerSettings {
        var settings = ServerSettings()
        settings.port = 0
        settings.limits.connectionsPerAddress = 2 * most
        // Nothing but events is to be counted.
        settings.streams.heartbeat = .seconds(3_600)
        return settings
    }

    private func measure(_ clients: ListenersProcess, _ cloud: Cloud) async throws {
        clients.open(1)
        try await latency(clients, cloud)
        let thousand = min(1_000, most)
        clients.open(thousand - 1)
        let ten = try await fanOut(10, to: thousand, clients, cloud)
        report("10 events to 1,000 SSE clients", ten, "ms")
        // What the first thousand needed is not counted; nothing else is open that could go away meanwhile.
        let before = residentMebibytes()
        clients.open(most - thousand)
        let one = try await fanOut(1, to: most, clients, cloud)
        let bytes = (residentMebibytes() - before) * 1_048_576 / Double(most - thousand)
        if most > thousand { report("memory for each of 10,000 SSE clients", bytes / 1_000, "kB") }
        report("1 event to 10,000 SSE clients", one, "ms")
    }

    private func latency(_ clients: ListenersProcess, _ cloud: Cloud) async throws {
        let count = 500
        var (calls, commits): ([Int64], [Int64]) = ([], [])
        clients.expect(count)
        for _ in 0..<count {
            calls.append(monotonicNanoseconds())
            try await cloud.tell([event])
            commits.append(monotonicNanoseconds())
            try await Task.sleep(for: .milliseconds(2))
        }
        _ = clients.reached()
        let heard = clients.times().suffix(count)
        var (sinceCommit, sinceCall) = (Times(), Times())
        for (time, begin) in zip(heard, zip(calls, commits)) {
            sinceCall.add(.nanoseconds(time - begin.0))
            sinceCommit.add(.nanoseconds(max(0, time - begin.1)))
        }
        report("commit to SSE client, median", sinceCommit.percentile(0.5).microseconds, "µs")
        report("commit to SSE client, p99", sinceCommit.percentile(0.99).microseconds, "µs")
        report("commit called to SSE client, median", sinceCall.percentile(0.5).microseconds, "µs")
        report("commit called to SSE client, p99", sinceCall.percentile(0.99).microseconds, "µs")
    }

    /// Milliseconds from the commit until the last client has the last event; the median of five.
    private func fanOut(
        _ events: Int, to streams: Int, _ clients: ListenersProcess, _ cloud: Cloud
    ) async throws -> Double {
        var times = Times()
        for _ in 0..<5 {
            clients.expect(events * streams)
            let batch = (0..<events).map { _ in event }
            try await cloud.tell(batch)
            let committed = monotonicNanoseconds()
            times.add(.nanoseconds(clients.reached() - committed))
        }
        return times.percentile(0.5).microseconds / 1_000
    }

    /// What a machine's start tells, about 900 bytes on the wire.
    private var event: CloudEvent {
        .action(
            "BENCH", .succeeded,
            on: ResourceReference("VirtualMachine", EventID.next().description),
            by: CloudEvent.Actor(user: "admin", account: "admin", userName: "admin"),
            owner: CloudEvent.Owner(account: "admin", accountName: "admin"), domainPath: "/",
            description: "BENCH succeeded for machine")
    }
}
