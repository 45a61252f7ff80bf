internal import Foundation
internal import GRDB
internal import PetrelCloud
internal import PetrelServerTesting
internal import Testing

@testable internal import PetrelLedger

@Suite struct `Trouble with the file` {
    let folder: LedgerFolder

    init() throws {
        folder = try LedgerFolder()
    }

    @Test func `every commit is written through`() async throws {
        let ledger = try folder.open()
        let level = try await ledger.work { writer in try SQLiteFile.synchronous(writer.db) }
        #expect(level == 2)
    }

    @Test func `a file that would not be synced is refused`() throws {
        let queue = try DatabaseQueue(path: ":memory:")
        #expect(throws: LedgerError.self) {
            try queue.inDatabase { db in try SQLiteFile.makeDurable(db, path: "memory") }
        }
    }

    @Test func `a second one on the same file fails at once and says who has it`() throws {
        let first = try folder.open()
        let error = #expect(throws: LedgerError.self) { try folder.open() }
        let pid = ProcessInfo.processInfo.processIdentifier
        #expect(error == .inUse(path: folder.path, by: "process \(pid)"))
        #expect(first.path == folder.path)
    }

    @Test func `the file is free again once it is closed`() async throws {
        await (try folder.open()).close()
        await (try folder.open()).close()
    }

    @Test func `a newer file is left alone`() async throws {
        let ledger = try folder.open()
        try await ledger.work { try $0.db.execute(sql: "PRAGMA user_version = 99") }
        await ledger.close()
        #expect(
            throws: LedgerError.newerSchema(path: folder.path, found: 99, known: Schema.version)
        ) { try folder.open() }
    }

    @Test func `something else is left alone`() throws {
        let text = Data(repeating: 0x61, count: 5_000)
        try text.write(to: URL(filePath: folder.path))
        #expect(throws: LedgerError.notALedger(path: folder.path)) { try folder.open() }
        #expect(try Data(contentsOf: URL(filePath: folder.path)) == text)
    }

    @Test func `another program's database is left alone`() throws {
        let other = try DatabaseQueue(path: folder.path)
        try other.inDatabase { try $0.execute(sql: "CREATE TABLE shopping (item)") }
        try other.close()
        #expect(throws: LedgerError.notALedger(path: folder.path)) { try folder.open() }
    }

    @Test func `a folder that is not there is a clear error`() throws {
        let path = folder.path + "/nowhere/petrel.db"
        let error = #expect(throws: LedgerError.self) { try SQLiteLedger(path: path) }
        #expect("\(try #require(error))".contains("No such file or directory"))
    }

    @Test func `a full disk refuses commits and work goes on when there is space`() async throws {
        let ledger = try folder.open()
        let first = try await ledger.commit(Commit(changes: [SampleMachine("vm-1").creation()]))
        try await ledger.work { try $0.db.execute(sql: "PRAGMA max_page_count = 1") }
        var big = SampleMachine("vm-2")
        big.profile.attributes["text"] = .string(String(repeating: "x", count: 200_000))
        let commit = Commit(changes: [big.creation()])
        await #expect(throws: LedgerError.diskFull(path: folder.path)) {
            try await ledger.commit(commit)
        }
        #expect(try await ledger.events(EventQuery()).elements == first.events)
        try await ledger.work { try $0.db.execute(sql: "PRAGMA max_page_count = 100000") }
        let second = try await ledger.commit(commit)
        #expect(second.events.first?.sequence == 2)
        #expect(try await ledger.verify().fault == nil)
    }

    @Test func `after a failed sync nothing is acknowledged until the file is opened again`()
        async throws
    {
        let ledger = try folder.open()
        _ = try await ledger.commit(Commit(changes: [SampleMachine("vm-1").creation()]))
        await #expect(throws: LedgerError.self) {
            try await ledger.work { _ in throw DatabaseError(resultCode: .SQLITE_IOERR_FSYNC) }
        }
        let error = await #expect(throws: LedgerError.self) {
            try await ledger.commit(Commit(changes: [SampleMachine("vm-2").creation()]))
        }
        guard case .halted = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try await ledger.count(EventQuery()) == 1)
        await ledger.close()
        let again = try folder.open()
        let next = try await again.commit(Commit(changes: [SampleMachine("vm-2").creation()]))
        #expect(next.events.first?.sequence == 2)
    }

    @Test func `a damaged page is named as such`() async throws {
        let ledger = try folder.open()
        for number in 1...200 {
            _ = try await ledger.commit(Commit(changes: [SampleMachine("vm-\(number)").creation()]))
        }
        await ledger.close()
        let file = try FileHandle(forUpdating: URL(filePath: folder.path))
        let size = try file.seekToEnd()
        for page in stride(from: UInt64(4_096), to: size, by: 4_096) {
            try file.seek(toOffset: page)
            try file.write(contentsOf: Data(repeating: 0xA5, count: 64))
        }
        try file.close()
        let error = await #expect(throws: LedgerError.self) {
            let again = try folder.open()
            _ = try await again.verify()
            _ = try await again.count(ResourceQuery(kind: "VirtualMachine"))
        }
        guard case .corrupt(folder.path, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect("\(try #require(error))".contains("restore a backup"))
    }

    @Test func `a long log is written into the file while work goes on`() async throws {
        var options = SQLiteOptions()
        options.pagesInLog = 50
        let ledger = try folder.open(options)
        for number in 1...40 {
            _ = try await ledger.commit(Commit(changes: [SampleMachine("vm-\(number)").creation()]))
        }
        let log = try FileManager.default.attributesOfItem(atPath: folder.path + "-wal")
        #expect(try #require(log[.size] as? Int) < 120 * 4_096)
        // What the file has by itself.
        let copy = folder.url.appending(path: "copy.db").path
        try FileManager.default.copyItem(atPath: folder.path, toPath: copy)
        let events = try await DatabaseQueue(path: copy).read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM events_1") ?? 0
        }
        #expect(events > 30)
    }

    @Test func `what another process left in the log is in the file before anything is promised`()
        async throws
    {
        let first = try folder.open()
        _ = try await first.commit(Commit(changes: [SampleMachine("vm-1").creation()]))
        let copy = try LedgerFolder()
        for ending in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: folder.path + ending, toPath: copy.path + ending)
        }
        let second = try copy.open()
        let log = try FileManager.default.attributesOfItem(atPath: copy.path + "-wal")
        #expect(log[.size] as? Int == 0)
        #expect(try await second.lastSequence == 1)
    }
}
