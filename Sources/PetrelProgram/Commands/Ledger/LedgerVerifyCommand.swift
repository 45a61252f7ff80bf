internal import ArgumentParser
internal import PetrelCloud
internal import PetrelLedger

/// Is every event the one that was written?
struct LedgerVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Walks along the chain of hashes and names the first bad event.",
        discussion: """
            A change of any byte shows, and so does a missing event. That the newest were cut off shows only against a \
            checkpoint that was kept elsewhere: petrel ledger checkpoint.
            """)

    @Option(
        help: ArgumentHelp(
            "What petrel ledger checkpoint printed before.", valueName: "sequence:hash"))
    var checkpoint: String?

    @Flag(help: "JSON, for programs.")
    var json = false

    @OptionGroup var folder: FolderOptions

    func run() async throws {
        let kept = try checkpoint.map { text in
            guard let checkpoint = LedgerCheckpoint(text) else {
                throw CommandFailure(.usage, "\(text) is no checkpoint: expected sequence:hash")
            }
            return checkpoint
        }
        let bar = ProgressBar("verifying")
        let found = try await OfflineLedger(folder.folder()).with { ledger in
            defer { bar.clear() }
            return try await ledger.verify(against: kept) { bar.show($0.done, of: $0.total) }
        }
        json ? sayJSON(found) : say(found)
        if found.fault != nil { throw Exit.failed.code }
    }

    private func say(_ found: LedgerVerification) {
        let paint = Paint.of(.output)
        if let fault = found.fault {
            Terminal.say(paint("event \(fault.sequence) is bad: \(fault.reason)", .red))
            Terminal.say("\(found.intact) events before it are as they were written")
        } else {
            Terminal.say(paint("\(found.intact) events are as they were written", .green))
        }
        Terminal.say("checkpoint \(found.checkpoint)")
    }

    private func sayJSON(_ found: LedgerVerification) {
        var members: [String: JSONValue] = [
            "good": .bool(found.fault == nil), "intact": .integer(found.intact),
            "checkpoint": .string(found.checkpoint.description),
        ]
        members["badSequence"] = found.fault.map { .integer($0.sequence) }
        members["reason"] = found.fault.map { .string($0.reason) }
        Terminal.say(JSONValue.object(members).compactJSON)
    }
}
