import Foundation
import PetrelCloud
import PetrelLedger
import Testing

@testable import PetrelHTTP

/// What a client of `/v1/events/stream` gets, over sockets.
@Suite struct StreamTests {
    @Test func `events come in order, each once, as CloudEvents with a name and an id`()
        async throws
    {
        let tenants = try await Tenants.shared.value
        try await RunningServer.run(over: tenants.world) { server in
            let type = Tenants.word()
            try await Listener.open(server.address, "?type=\(type)", as: tenants.admin) {
                listener in
                let first = try await listener.next()
                #expect(listener.status == 200)
                #expect(listener.fields["content-type"] == "text/event-stream")
                #expect(first.event == "bookmark" && first.retry == "2000" && first.id != nil)
                for number in 0..<50 {
                    let event = tenants.event(EventType(type), of: tenants.alice, text: "\(number)")
                    try await tenants.tell(event, tenants.event("OTHER", of: tenants.alice))
                }
                let events = try await listener.events(50)
                let texts = events.map { $0.json["data"]?["description"]?.string ?? "" }
                #expect(texts == (0..<50).map { String($0) })
                for (event, next) in zip(events, events.dropFirst()) {
                    #expect(event.event == "ActionEvent" && event.json["specversion"] == "1.0")
                    #expect(Int64(event.json["sequence"]?.string ?? "") == event.sequence)
                    #expect(event.sequence < next.sequence)
                }
            }
        }
    }

    @Test func `a pattern and a filter let through what they ask for`() async throws {
        let tenants = try await Tenants.shared.value
        try await RunningServer.run(over: tenants.world) { server in
            let id = Tenants.word()
            let target = "?pattern=*.ActionEvent.VM-*.VirtualMachine.\(id)&level=INFO"
            let open = "?pattern=%23.\(id)&type=VM.STOP,VM.START&outcome=succeeded&account=alice"
            try await Listener.open(server.address, target, as: tenants.admin) { nobody in
                _ = try await nobody.next()
                try await Listener.open(server.address, open, as: tenants.admin) { listener in
                    _ = try await listener.next()
                    try await tenants.tell(
                        tenants.event("VM.REBOOT", of: tenants.alice, on: id),
                        tenants.event("VM.START", of: tenants.mallory, on: id),
                        tenants.event("VM.START", of: tenants.alice, on: "another"),
                        tenants.event("VM.START", of: tenants.alice, on: id),
                        tenants.event("VM.STOP", of: tenants.alice, on: id))
                    #expect(try await listener.events(2).map(\.type) == ["VM.START", "VM.STOP"])
                }
            }
        }
    }

    @Test func `a tenant's stream has its own events and nobody else's`() async throws {
        let tenants = try await Tenants.shared.value
        try await RunningServer.run(over: tenants.world) { server in
            let id = Tenants.word()
            let before = try await tenants.ledger.lastSequence
            func told(_ tenant: Tenants.Tenant, _ from: String = "") async throws -> [String] {
                try await Listener.open(server.address, "?resource=\(id)\(from)", as: tenant) {
                    listener in
                    _ = try await listener.next()
                    if from.isEmpty {
                        for (type, owner) in [
                            ("A", tenants.alice), ("B", tenants.boss), ("M", tenants.mallory),
                        ] {
                            try await tenants.tell(
                                tenants.event(EventType(type), of: owner, on: id))
                        }
                        try await tenants.tell(tenants.event("N", of: nil, on: id))
                    }
                    try await tenants.tell(tenants.event("END", of: tenant, on: id))
                    var types: [String] = []
                    while types.last != "END" { types.append(try await listener.event().type) }
                    return types
                }
            }
            #expect(try await told(tenants.alice) == ["A", "END"])
            #expect(try await told(tenants.mallory) == ["M", "END"])
            #expect(try await told(tenants.boss) == ["A", "B", "END"])
            #expect(try await told(tenants.admin) == ["A", "B", "M", "N", "END"])
            // History follows the same rule, also for who claims to have seen foreign events.
            let history = try await told(tenants.mallory, "&after=\(before)")
            #expect(Set(history) == ["M", "END"])
        }
    }

    @Test func `a quiet stream shows that it lives, and how far it has come`() async throws {
        let tenants = try await Tenants.shared.value
        try await RunningServer.run(over: tenants.world) {
            $0.streams.heartbeat = .milliseconds(80)
        } _: { server in
            let target = "?type=\(Tenants.word())"
            try await Listener.open(server.address, target, as: tenants.mallory) { listener in
                let start = try await listener.next()
                while try await !listener.next().isComment {}
                try await tenants.tell(tenants.event("SECRET", of: tenants.alice))
                let last = try await tenants.ledger.lastSequence
                var bookmark = try await listener.block("bookmark")
                while bookmark.sequence < last { bookmark = try await listener.block("bookmark") }
                #expect(bookmark.sequence > start.sequence)
                #expect(bookmark.json["cursor"]?.string == bookmark.id)
            }
        }
    }

    @Test func `a stream may follow other requests on its connection`() async throws {
        let tenants = try await Tenants.shared.value
        try await RunningServer.run(over: tenants.world) { server in
            let get = "GET /v1/events?limit=1 HTTP/1.1\r\nHost: cloud\r\n\(tenants.alice.basic)\r\n"
            try await Wire.open(to: server.address) { wire in
                let stream = get.replacing("events?limit=1", with: "events/stream?from=oldest")
                try await wire.send(get + get + stream)
                #expect(try await wire.answer().status == 200)
                #expect(try await wire.answer().status == 200)
                let head = try await wire.answer()
                #expect(head.status == 200 && head["content-type"] == "text/event-stream")
            }
        }
    }

    @Test func `when the server stops, streams end as they should`() async throws {
        let tenants = try await Tenants.shared.value
        let (stopped, stop) = AsyncStream<Void>.makeStream()
        let (opened, open) = AsyncStream<ServerAddress>.makeStream()
        async let server: Void = RunningServer.run(over: tenants.world) { server in
            open.yield(server.address)
            for await _ in stopped { return }
        }
        for await address in opened {
            try await Listener.open(address, as: tenants.alice) { listener in
                _ = try await listener.next()
                stop.yield()
                let blocks = await listener.rest()
                #expect(blocks.last?.event == "end")
                await #expect(throws: Listener.Ended.self) { try await listener.next() }
            }
            break
        }
        try await server
    }
}
