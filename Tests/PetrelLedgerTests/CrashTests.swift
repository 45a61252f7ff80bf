internal import Foundation
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelStates
internal import Testing

@Suite struct `A ledger whose process was killed` {
    /// Three lives of one file, each ended while eight writers are at work.
    @Test(.timeLimit(.minutes(2)))
    func `comes back with all that was acknowledged and nothing half`() async throws {
        let folder = try LedgerFolder()
        var acknowledged: [String: Int64] = [:]
        for round in 1...3 {
            let lines = try await writeUntilKilled(folder, after: 60 * round)
            for line in lines {
                let words = line.split(separator: " ")
                guard words.count == 2, let version = Int64(words[1]) else { continue }
                let id = String(words[0])
                acknowledged[id] = max(acknowledged[id] ?? 0, version)
            }
            let ledger = try folder.open()
            try await check(ledger, holds: acknowledged)
            await ledger.close()
        }
        #expect(acknowledged.count > 10)
    }

    /// Waits on a thread of its own, so that tests beside this one go on.
    private func writeUntilKilled(
        _ folder: LedgerFolder, after count: Int
    ) async throws -> [Substring] {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try Self.runAndKill(folder, after: count) })
            }
        }
    }

    /// What the writer acknowledged before it was killed.
    private static func runAndKill(_ folder: LedgerFolder, after count: Int) throws -> [Substring] {
        let writer = Process()
        let pipe = Pipe()
        writer.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: "LedgerCrashWriter")
        writer.arguments = [folder.path]
        writer.standardOutput = pipe
        try writer.run()
        var text = ""
        while text.count(where: { $0 == "\n" }) < count {
            let data = pipe.fileHandleForReading.availableData
            try #require(!data.isEmpty, "the writer ended by itself")
            text += String(decoding: data, as: UTF8.self)
        }
        kill(writer.processIdentifier, SIGKILL)
        text += String(
            decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        writer.waitUntilExit()
        // The last line may have been cut by the kill; it does not count.
        return text.split(separator: "\n").dropLast(text.hasSuffix("\n") ? 0 : 1)
    }

    private func check(
        _ ledger: SQLiteLedger, holds acknowledged: [String: Int64]
    ) async throws {
        let verification = try await ledger.verify()
        #expect(verification.fault == nil)
        var folded: [String: (version: Int64, state: String?)] = [:]
        for event in try await allEvents(of: ledger) {
            guard let id = event.resource?.id, let version = event.resourceVersion else { continue }
            #expect(version == (folded[id]?.version ?? 0) + 1)
            folded[id] = (version, event.newState)
        }
        for (id, version) in acknowledged { #expect((folded[id]?.version ?? 0) >= version) }
        var query = ResourceQuery(kind: "VirtualMachine")
        query.limit = 10_000
        let resources = try await ledger.resources(query).elements
        #expect(resources.count == folded.count)
        for resource in resources {
            #expect(resource.version == folded[resource.id]?.version)
            #expect(resource.state == folded[resource.id]?.state)
        }
    }

    private func allEvents(of ledger: SQLiteLedger) async throws -> [CloudEvent] {
        var query = EventQuery()
        (query.ascending, query.limit) = (true, 1_000)
        var events: [CloudEvent] = []
        repeat {
            let page = try await ledger.events(query)
            events += page.elements
            query.after = page.next
        } while query.after != nil
        #expect(events.compactMap(\.sequence) == Array(1...Int64(max(1, events.count))))
        return events
    }
}
