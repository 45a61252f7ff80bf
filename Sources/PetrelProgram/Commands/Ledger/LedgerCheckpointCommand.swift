internal import ArgumentParser
internal import PetrelLedger

/// Where the ledger ends, to be kept elsewhere.
struct LedgerCheckpointCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Prints two numbers that prove later that nothing was changed or cut off.")

    @OptionGroup var folder: FolderOptions

    func run() async throws {
        let checkpoint = try await OfflineLedger(folder.folder()).with { ledger in
            try await ledger.checkpoint()
        }
        Terminal.say(checkpoint.description)
    }
}
