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
            let lines = try await WriterProcess.lines(of: [folder.path], killedAfter: 60 * round)
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
