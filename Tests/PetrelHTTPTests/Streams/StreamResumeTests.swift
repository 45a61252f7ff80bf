import Foundation
import PetrelCloud
import PetrelLedger
import PetrelOrchestrator
import Testing

@testable import PetrelHTTP

/// Clients that come back, and clients that are slow.
@Suite struct StreamResumeTests {
    @Test func `who comes back with the last id misses nothing and sees nothing twice`()
        async throws
    {
        let tenants = try await Tenants.shared.value
        try await RunningServer.run(over: tenants.world) {
            // So few that most of the way back leads through the ledger.
            $0.streams.eventsInMemory = 16
        } _: { server in
            let type = EventType(Tenants.word())
            let before = try await tenants.ledger.lastSequence
            let writers = Task {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<4 {
                        group.addTask {
                            for _ in 0..<150 {
                                try await tenants.tell(
                                    tenants.event("NOISE", of: tenants.alice),
                                    tenants.event(type, of: tenants.alice))
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            var seen: [Int64] = []
            var last = before
            while seen.count < 600 {
                let part = min(37, 600 - seen.count)
                let blocks = try await Listener.open(
                    server.address, "?type=\(type)&after=3", as: tenants.alice,
                    "Last-Event-ID: \(last)\r\n"
                ) { listener in try await listener.events(part) }
                seen += blocks.map(\.sequence)
                last = seen.last ?? last
            }
            try await writers.value
            var query = EventQuery()
            query.types = [type]
            query.ascending = true
            query.limit = 1_000
            let written = try await tenants.ledger.events(query).elements.compactMap(\.sequence)
            #expect(seen == written)
        }
    }

    @Test func `a stream can begin with the oldest event or with a time`() async throws {
        let tenants = try await Tenants.shared.value
        try await RunningServer.run(over: tenants.world) { server in
            let type = Tenants.word()
            let (past, later) = (
                Timestamp(seconds: 1_000), Timestamp.now.advanced(by: .seconds(60))
            )
            for time in [past, later] {
                var event = tenants.event(EventType(type), of: tenants.alice)
                event.time = time
                try await tenants.tell(event)
            }
            func times(_ from: String, _ count: Int) async throws -> [String?] {
                try await Listener.open(
                    server.address, "?type=\(type)&from=\(from)", as: tenants.alice
                ) { try await $0.events(count).map { $0.json["time"]?.string } }
            }
            #expect(try await times("oldest", 2) == [past.text(), later.text()])
            let text = later.text().prefix(19) + "Z"
            #expect(try await times(String(text), 1) == [later.text()])
        }
    }

    @Test func `history that is gone is told as a gap`() async throws {
        var options = SQLiteOptions()
        options.eventsPerPartition = 40
        let tenants = try await Tenants(options: options)
        for _ in 0..<100 { try await tenants.tell(tenants.event("OLD", of: tenants.alice)) }
        #expect(try await tenants.ledger.dropEvents(before: .now.advanced(by: .seconds(1))) > 0)
        let first = try await tenants.ledger.firstSequence
        try await RunningServer.run(over: tenants.world) { server in
            try await Listener.open(server.address, "?after=5", as: tenants.alice) { listener in
                let gap = try await listener.block("gap")
                #expect(gap.json["after"] == "5" && gap.json["first"]?.string == "\(first)")
                #expect(gap.sequence == first - 1)
                #expect(try await listener.event().sequence >= first)
            }
            // A cursor of another ledger: nothing before now is shown as if it came after it.
            try await Listener.open(server.address, "?after=9999999", as: tenants.alice) {
                listener in
                let gap = try await listener.block("gap")
                try await tenants.tell(tenants.event("NEW", of: tenants.alice))
                let event = try await listener.event()
                #expect(event.type == "NEW" && event.sequence > gap.sequence)
            }
        }
    }

    @Test func `one that reads nothing holds up nobody, and gets everything once it reads`()
        async throws
    {
        let tenants = try await Tenants.shared.value
        try await RunningServer.run(over: tenants.world) {
            $0.streams.eventsInMemory = 64
        } _: { server in
            let type = Tenants.word()
            let text = String(repeating: "x", count: 4_000)
            let count = 2_000
            try await Listener.open(
                server.address, "?type=\(type)", as: tenants.alice, receiveBuffer: 4_096
            ) { slow in
                try await slow.head()
                try await Listener.open(server.address, "?type=\(type)", as: tenants.boss) { fast in
                    _ = try await fast.next()
                    for start in stride(from: 0, to: count, by: 20) {
                        let events = (start..<start + 20).map { _ in
                            tenants.event(EventType(type), of: tenants.alice, text: text)
                        }
                        try await tenants.world.cloud.tell(events)
                        #expect(try await fast.events(20).count == 20)
                    }
                }
                // 8 MB are more than its sockets and the server's memory for it hold.
                let events = try await slow.events(count)
                let sequences = events.map(\.sequence)
                #expect(sequences == sequences.sorted() && Set(sequences).count == count)
            }
        }
    }
}
