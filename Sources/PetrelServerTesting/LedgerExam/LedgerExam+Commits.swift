internal import PetrelCloud
internal import PetrelLedger

extension LedgerExam {
    static let commits = [
        Question("a commit that is refused leaves nothing behind", refusedWhole),
        Question("a commit that is refused fails alone", refusedAlone),
        Question("of many who change one version, one wins", oneWinner),
        Question("rows of a plug-in share the fate of their commit", rowsShareFate),
    ]

    private static func refusedWhole(_ ledger: any Ledger) async throws {
        let (first, second) = (SampleMachine("vm-1"), SampleMachine("vm-2"))
        _ = try await ledger.commit(Commit(changes: [first.creation()]))
        let commit = Commit(
            changes: [second.creation(), first.start(at: 1), first.start(at: 9)],
            events: [first.action("VM.START")])
        try await expect(refusal: "a lost change", isConflict) { try await ledger.commit(commit) }
        let missing = try await ledger.resource(kind: "VirtualMachine", id: "vm-2")
        try expect(missing == nil, "a resource of a refused commit is not there")
        let stored = try await ledger.resource(kind: "VirtualMachine", id: "vm-1")
        try expect(stored?.version, is: 1, "a change before the lost one is taken back")
        let events = try await ledger.events(EventQuery()).elements
        try expect(events.count, is: 1, "no event of a refused commit is there")
        let next = try await ledger.commit(Commit(changes: [first.start(at: 1)]))
        try expect(next.events.first?.sequence, is: 2, "a refused commit takes no sequence")
    }

    private static func refusedAlone(_ ledger: any Ledger) async throws {
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let machine = SampleMachine("vm-\(number)")
                    // Every fourth wants a version that is not there.
                    let change = number % 4 == 0 ? machine.start(at: 1) : machine.creation()
                    return (try? await ledger.commit(Commit(changes: [change]))) != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        try expect(outcomes, is: 30, "each caller learns of its own outcome")
        let count = try await ledger.count(ResourceQuery(kind: "VirtualMachine"))
        try expect(count, is: 30, "what was acknowledged is there, and nothing else")
        let last = try await ledger.lastSequence
        try expect(last, is: 30, "sequences have no holes")
    }

    private static func oneWinner(_ ledger: any Ledger) async throws {
        let machine = SampleMachine("vm-1")
        _ = try await ledger.commit(Commit(changes: [machine.creation()]))
        for version in Int64(1)...10 {
            let wins = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        let change = machine.rename(to: "name-\(version)", at: version)
                        return (try? await ledger.commit(Commit(changes: [change]))) != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            try expect(wins, is: 1, "winners at version \(version)")
        }
    }

    private static func rowsShareFate(_ ledger: any Ledger) async throws {
        try await ledger.prepare(
            tables: "exam", migrations: ["CREATE TABLE exam_notes (note TEXT NOT NULL)"])
        let machine = SampleMachine("vm-1")
        let note: @Sendable (any LedgerTransaction) throws -> Void = { transaction in
            try transaction.execute("INSERT INTO exam_notes VALUES (?)", [.text("kept")])
        }
        _ = try await ledger.commit(Commit(changes: [machine.creation()], rows: [note]))
        _ = try? await ledger.commit(Commit(changes: [machine.start(at: 5)], rows: [note]))
        struct Refusal: Error {}
        try await expect(refusal: "a plug-in that throws", isAnything) {
            try await ledger.commit(
                Commit(changes: [machine.start(at: 1)], rows: [note, { _ in throw Refusal() }]))
        }
        let rows = try await ledger.read { try $0.rows("SELECT note FROM exam_notes", []) }
        try expect(rows, is: [[.text("kept")]], "rows of commits that were refused")
        let stored = try await ledger.resource(kind: "VirtualMachine", id: "vm-1")
        try expect(stored?.version, is: 1, "a change whose rows were refused")
    }

    static func isConflict(_ error: any Error) -> Bool {
        if case LedgerError.conflict = error { true } else { false }
    }

    private static func isAnything(_ error: any Error) -> Bool { true }
}
