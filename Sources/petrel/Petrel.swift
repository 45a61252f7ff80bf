internal import ArgumentParser
internal import Foundation

@main struct Petrel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "petrel",
        abstract: "Tells every interested party about every change in a cloud.",
        discussion: """
            Try `petrel serve --demo`, and `petrel watch` in a second terminal.
            """,
        version: Version.text,
        groupedSubcommands: [
            CommandGroup(
                name: "Server",
                subcommands: [ServeCommand.self, ConfigCommand.self, DoctorCommand.self]),
            CommandGroup(
                name: "Watching",
                subcommands: [
                    WatchCommand.self, EventsCommand.self, AlertsCommand.self,
                    ResourcesCommand.self, TimelineCommand.self, JobsCommand.self,
                ]),
            CommandGroup(
                name: "Acting",
                subcommands: [CallCommand.self, SimulateCommand.self]),
            CommandGroup(
                name: "Offline",
                subcommands: [
                    LedgerCommand.self, StatesCommand.self, CompletionsCommand.self,
                ]),
        ])

    /// As the default, but that our own failures carry their exit code.
    static func main() async {
        Terminal.openMissingStreams()
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailure {
            Terminal.complain("petrel: \(failure)")
            Foundation.exit(failure.exit.rawValue)
        } catch {
            exit(withError: error)
        }
    }
}
