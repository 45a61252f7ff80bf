internal import Foundation
internal import PetrelLedger

/// A ledger that no server has open at the moment.
struct OfflineLedger {
    let folder: DataFolder
    let mayMake: Bool

    init(_ folder: DataFolder, mayMake: Bool = false) {
        self.folder = folder
        self.mayMake = mayMake
    }

    /// Opens it for as long as `body` takes.
    func with<Result: Sendable>(
        _ body: (SQLiteLedger) async throws -> Result
    ) async throws -> Result {
        guard mayMake || FileManager.default.fileExists(atPath: folder.ledger) else {
            throw CommandFailure(
                .noInput, "there is no ledger in \(folder.path): name its folder with --data-dir")
        }
        do {
            let ledger = try SQLiteLedger(path: folder.ledger)
            do {
                let result = try await body(ledger)
                await ledger.close()
                return result
            } catch {
                await ledger.close()
                throw error
            }
        } catch let error as LedgerError {
            throw CommandFailure(error.exit, error.description)
        }
    }
}
