internal import ArgumentParser
internal import Foundation
internal import PetrelPlugin

/// The root of the command line.
struct Petrel: AsyncParsableCommand {
    /// What the program was assembled with.
    @TaskLocal static var plugins: [any Plugin.Type] = []

    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "petrel",
            abstract: "Tells every interested party about every change in a cloud.",
            discussion: """
                Try `petrel serve --demo`, and `petrel watch` in a second terminal.
                """,
            version: Version.text,
            groupedSubcommands: ownGroups + [
                CommandGroup(
                    name: "Plug-ins",
                    subcommands: [PluginsCommand.self] + plugins.compactMap(command(of:))
                        + plugins.flatMap { $0.followers.map(command(of:)) })
            ])
    }

    private static let ownGroups = [
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
    ]

    /// Names that no plug-in may have.
    static var ownCommands: [String] {
        let own = ownGroups.flatMap { $0.subcommands } + [PluginsCommand.self]
        return own.compactMap { $0.configuration.commandName } + ["help"]
    }

    /// The command of a plug-in that has something to say there.
    private static func command(of plugin: any Plugin.Type) -> (any ParsableCommand.Type)? {
        func command<Subject: Plugin>(_ type: Subject.Type) -> any ParsableCommand.Type {
            PluginCommand<Subject>.self
        }
        return plugin.verbs.isEmpty ? nil : command(plugin)
    }

    private static func command(of follower: any PluginFollower.Type) -> any ParsableCommand.Type {
        func command<Subject: PluginFollower>(_ type: Subject.Type) -> any ParsableCommand.Type {
            FollowerCommand<Subject>.self
        }
        return command(follower)
    }

    /// What was typed. `--help` after a plug-in's verb asks about the verb.
    private static var arguments: [String] {
        var arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count > 2,
            let place = arguments.firstIndex(where: ["--help", "-h"].contains),
            let plugin = plugins.first(where: { [$0.command, $0.name].contains(arguments[0]) }),
            plugin.verbs.contains(where: { $0.name == arguments[1] })
        else { return arguments }
        arguments[place] = "--describe"
        return arguments
    }

    /// As the default, but that our own failures carry their exit code.
    static func main() async {
        Terminal.openMissingStreams()
        do {
            var command = try parseAsRoot(arguments)
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
