internal import ArgumentParser
internal import Foundation
internal import PetrelLedger

/// All events as lines of JSON.
struct LedgerExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes all events, one CloudEvent as JSON a line, in order.",
        discussion: "petrel ledger export events.jsonl\npetrel ledger export - | gzip > events.gz")

    @Argument(help: "The file to write, or - for standard output.", completion: .file())
    var file: String

    @Flag(help: "Replace the file if there is one.")
    var force = false

    @OptionGroup var folder: FolderOptions

    func run() async throws {
        let sink = try ExportFile(file, replacing: force)
        let bar = ProgressBar("exporting")
        let count = try await OfflineLedger(folder.folder()).with { ledger in
            defer { bar.clear() }
            return try await ledger.export(
                to: { try sink.write($0) }, progress: { bar.show($0.done, of: $0.total) })
        }
        try sink.finish()
        Terminal.complain("exported \(count) events")
    }
}
