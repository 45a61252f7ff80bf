internal import ChildProcesses
internal import Foundation
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelServerTesting
internal import Testing

/// What a process of its own says, the writer that the crash tests kill.
@Suite struct `A ledger and other processes` {
    let folder: LedgerFolder

    init() throws {
        folder = try LedgerFolder()
    }

    @Test func `a second process is told who has the file, and changes nothing`() async throws {
        let ledger = try folder.open()
        let first = try await ledger.commit(Commit(changes: [SampleMachine("vm-1").creation()]))
        let refusal = try await WriterProcess.firstLine(of: [folder.path])
        let pid = ProcessInfo.processInfo.processIdentifier
        #expect(refusal.hasPrefix("! \(folder.path) is in use by process \(pid): stop that"))
        let second = try await ledger.commit(Commit(changes: [SampleMachine("vm-2").creation()]))
        #expect(second.events.first?.sequence == 2)
        #expect(try await ledger.events(EventQuery()).elements == second.events + first.events)
    }

    /// Root may write what nobody may write, so the file system itself is mounted read-only, in a namespace.
    @Test(.enabled { await Namespace.isAllowed() })
    func `a read-only file is refused with what to do, and is whole afterwards`() async throws {
        let ledger = try folder.open()
        let first = try await ledger.commit(Commit(changes: [SampleMachine("vm-1").creation()]))
        await ledger.close()
        let refusal = try await Namespace.firstLine(readOnly: folder.url.path, [folder.path])
        #expect(refusal.hasPrefix("! \(folder.path) cannot be written: check owner and mode"))
        #expect(try await folder.open().events(EventQuery()).elements == first.events)
    }
}

/// Where mounts can be made that nobody else sees.
private enum Namespace {
    static func isAllowed() async -> Bool {
        let words = ["--user", "--map-root-user", "--mount", "true"]
        return await (try? ChildProcess("/usr/bin/unshare", words))?.status() == 0
    }

    static func firstLine(readOnly folder: String, _ arguments: [String]) async throws -> Substring
    {
        let script = """
            mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@"
            """
        let words = ["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", folder]
        return try await WriterProcess.firstLine(
            of: words + [WriterProcess.program.path] + arguments,
            program: URL(filePath: "/usr/bin/unshare"))
    }
}
