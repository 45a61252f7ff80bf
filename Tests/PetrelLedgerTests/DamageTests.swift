internal import Foundation
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelServerTesting
internal import PetrelTesting
internal import Testing

@Suite struct `A ledger with one flipped bit` {
    /// Whatever bit it is: the ledger says that it is damaged, or everything it tells is what was written.
    @Test(arguments: 0..<40)
    func `never tells anything wrong in silence`(seed: UInt64) async throws {
        let folder = try LedgerFolder()
        let whole = try await makeLedger(folder)
        try flipBit(of: folder.path, seed: seed)
        do {
            let ledger = try folder.open()
            let verification = try await ledger.verify(against: whole.checkpoint)
            guard verification.fault == nil else { return }
            #expect(try await ledger.events(EventQuery()).elements == whole.events)
        } catch is LedgerError {
            // It said so.
        }
    }

    private func makeLedger(
        _ folder: LedgerFolder
    ) async throws -> (events: [CloudEvent], checkpoint: LedgerCheckpoint) {
        let ledger = try folder.open()
        let machines = (0..<30).map { SampleMachine("vm-\($0)").creation() }
        let committed = try await ledger.commit(Commit(changes: machines))
        let checkpoint = try await ledger.checkpoint()
        await ledger.close()
        return (committed.events.reversed(), checkpoint)
    }

    private func flipBit(of path: String, seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let url = URL(filePath: path)
        var bytes = [UInt8](try Data(contentsOf: url))
        // The first page names the format; what it holds besides is the engine's to check.
        let position = Int.random(in: 100..<bytes.count, using: &random)
        bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        try Data(bytes).write(to: url)
    }
}
