internal import ArgumentParser
internal import PetrelLedger

/// Events from lines of JSON.
struct LedgerImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes events from an export, and checks every hash on the way.",
        discussion: """
            The folder is made if it is not there. Events must go on where its ledger ends; an empty one may begin \
            anywhere. Resources are not part of an export, so this keeps history and does not restore a cloud.
            """)

    @Argument(help: "The file to read, or - for standard input.", completion: .file())
    var file: String

    @OptionGroup var folder: FolderOptions

    func run() async throws {
        let lines = try FileLines(file)
        let bar = ProgressBar("importing")
        let folder = folder.folder()
        try folder.make()
        let (count, end) = try await OfflineLedger(folder, mayMake: true).with { ledger in
            defer { bar.clear() }
            let count = try await ledger.importEvents(from: lines) { done in
                bar.show(done.done, of: done.total)
            }
            return (count, try await ledger.checkpoint())
        }
        Terminal.complain("imported \(count) events")
        Terminal.say("checkpoint \(end)")
    }
}
