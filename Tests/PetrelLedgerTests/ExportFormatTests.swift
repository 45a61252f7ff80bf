internal import Foundation
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelServerTesting
internal import PetrelStates
internal import Testing

/// What Documentation/ledger-format.md promises, read by a JSON reader that is not ours.
@Suite struct `The export format` {
    private func exported(_ commit: Commit) async throws -> [[String: Any]] {
        let folder = try LedgerFolder()
        let ledger = try folder.open()
        _ = try await ledger.commit(commit)
        var lines: [[UInt8]] = []
        try await ledger.export(to: { lines.append($0) })
        return try lines.map { line in
            #expect(line.last == UInt8(ascii: "\n"))
            #expect(line.dropLast().contains(UInt8(ascii: "\n")) == false)
            return try #require(
                try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
        }
    }

    /// The members that every line has.
    private let always: Set = [
        "specversion", "id", "source", "type", "time", "datacontenttype", "sequence", "category",
        "topic", "hash", "data",
    ]

    @Test func `names every attribute of a change as documented`() async throws {
        let machine = SampleMachine("11111111-2222-4333-8444-555555555555")
        var action = machine.action("VM.START")
        action.cause = CloudEvent.Cause(event: .next(), job: "job-1")
        let commit = Commit(changes: [machine.creation(), machine.start(at: 1)], events: [action])
        let lines = try await exported(commit)
        let (start, told) = (lines[1], lines[2])
        let ofChange: Set = [
            "subject", "resourceversion", "oldstate", "trigger", "newstate", "outcome", "owner",
            "domainpath", "previoushash",
        ]
        #expect(Set(start.keys) == always.union(ofChange))
        let texts = start.filter { $0.key != "data" }.compactMapValues { $0 as? String }
        #expect(texts.count == start.count - 1)
        #expect(texts["specversion"] == "1.0")
        #expect(texts["sequence"] == "0000000000000000002")
        #expect(texts["category"] == "ResourceStateEvent")
        #expect(texts["subject"] == "VirtualMachine/\(machine.id)")
        #expect(texts["resourceversion"] == "2")
        #expect(texts["oldstate"] == "Stopped")
        #expect(texts["trigger"] == "StartRequested")
        #expect(texts["newstate"] == "Starting")
        #expect(texts["outcome"] == "succeeded")
        #expect(texts["owner"] == "account-1")
        #expect(texts["domainpath"] == "/acme/")
        #expect(
            texts["topic"]
                == "management-server.ResourceStateEvent.StartRequested.VirtualMachine.\(machine.id)"
        )
        #expect(texts["previoushash"] == lines[0]["hash"] as? String)
        #expect(told["actor"] as? String == "user-1")
        #expect(told["cause"] as? String == action.cause?.event?.description)
        #expect(told["oldstate"] == nil)
        #expect(told["resourceversion"] == nil)
    }

    @Test func `leaves out what does not apply`() async throws {
        let alert = CloudEvent.alert("ALERT.CPU", subject: "busy", body: "very")
        let lines = try await exported(Commit(events: [alert]))
        #expect(Set(try #require(lines.first).keys) == always)
        let data = try #require(lines.first?["data"] as? [String: Any])
        #expect(Set(data.keys) == ["level", "description", "attributes"])
    }

    @Test func `a creation has no old state and a removal no new one`() async throws {
        let machine = SampleMachine("vm-1")
        let expunge = machine.move(from: "Stopped", on: "ExpungeOperation", to: "Expunging", at: 1)
        let lines = try await exported(
            Commit(changes: [machine.creation(), expunge, machine.removal(at: 2)]))
        #expect(lines[0]["oldstate"] == nil)
        #expect(lines[0]["newstate"] as? String == "Stopped")
        #expect(lines[2]["oldstate"] as? String == "Expunging")
        #expect(lines[2]["newstate"] == nil)
        #expect(lines.map { $0["resourceversion"] as? String } == ["1", "2", "3"])
    }
}
