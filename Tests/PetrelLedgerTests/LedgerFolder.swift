internal import Foundation
internal import PetrelLedger

/// A folder of its own for one test, gone when the test is.
final class LedgerFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID())")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    var path: String { url.appending(path: "petrel.db").path }

    func open(_ options: SQLiteOptions = SQLiteOptions()) throws -> SQLiteLedger {
        try SQLiteLedger(path: path, options: options)
    }
}
