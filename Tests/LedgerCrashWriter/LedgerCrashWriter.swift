internal import Foundation
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelServerTesting

/// Writes to the ledger named by its argument until it is killed, and says of each commit that was acknowledged:
/// a line with the machine and its version.
@main
struct LedgerCrashWriter {
    static func main() async throws {
        guard let path = CommandLine.arguments.dropFirst().first else { exit(2) }
        var options = SQLiteOptions()
        options.eventsPerPartition = 100
        let ledger = try SQLiteLedger(path: path, options: options)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { while true { try await writeLife(to: ledger) } }
            }
            try await group.waitForAll()
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
