internal import Foundation
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelServerTesting

/// Writes to the ledger named by its first argument until it is killed, eight lives of machines at a time.
///
/// Tells one line of each commit that was acknowledged, `id version`, and of each that was refused, `! reason`; after a
/// refusal it tries again. With `--unsynced` commits are not synced, as the control of power cuts needs it.
@main
struct LedgerCrashWriter {
    static func main() async throws {
        guard let path = CommandLine.arguments.dropFirst().first else { exit(2) }
        var options = SQLiteOptions()
        options.eventsPerPartition = 100
        do {
            let ledger = try SQLiteLedger(path: path, options: options)
            if CommandLine.arguments.contains("--unsynced") { try await ledger.syncLess() }
            tell("open")
            await withDiscardingTaskGroup { group in
                for _ in 0..<8 { group.addTask { await writeLives(to: ledger) } }
            }
        } catch {
            tell("! \(error)")
            exit(1)
        }
    }

    private static func writeLives(to ledger: SQLiteLedger) async {
        while true {
            do {
                try await writeLife(to: ledger)
            } catch {
                tell("! \(error)")
                // Nobody waits for this: it keeps a full disk from being asked without pause.
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    private static func writeLife(to ledger: SQLiteLedger) async throws {
        let machine = SampleMachine(UUID().uuidString.lowercased())
        _ = try await ledger.commit(Commit(changes: [machine.creation()]))
        tell("\(machine.id) 1")
        for version in Int64(1)...10 {
            let change = version % 2 == 1 ? machine.start(at: version) : machine.fail(at: version)
            _ = try await ledger.commit(
                Commit(changes: [change], events: [machine.action("VM.START")]))
            tell("\(machine.id) \(version + 1)")
        }
    }

    /// One write, so that lines of several tasks do not mix and nothing stays in a buffer.
    private static func tell(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        _ = write(STDOUT_FILENO, bytes, bytes.count)
    }
}
