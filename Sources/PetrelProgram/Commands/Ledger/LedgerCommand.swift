internal import ArgumentParser

/// The ledger of a server that does not run.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Checks, exports and imports the ledger of a server that does not run.",
        subcommands: [
            LedgerVerifyCommand.self, LedgerCheckpointCommand.self, LedgerExportCommand.self,
            LedgerImportCommand.self,
        ])
}
