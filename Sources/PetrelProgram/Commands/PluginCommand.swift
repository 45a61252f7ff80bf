internal import ArgumentParser
internal import PetrelPlugin

/// What one plug-in can be told: its verbs, each an API command of the running server.
struct PluginCommand<Subject: Plugin>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Subject.command, abstract: Subject.summary,
            discussion: PluginHelp(Subject.self).text,
            aliases: Subject.command == Subject.name ? [] : [Subject.name])
    }

    @Argument(
        help: "What to do; one of the verbs above.",
        completion: .list(Subject.verbs.map(\.name)))
    var verb: String

    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp(
            "What the verb takes, as name=value or --name value.", valueName: "parameter"))
    var words: [String] = []

    @Flag(help: "Say what the verb takes, and do nothing.")
    var describe = false

    @Flag(help: "One line of JSON, for programs.")
    var json = false

    @OptionGroup(title: "Server") var server: ServerOptions

    func run() async throws {
        let errand = PluginErrand(
            plugin: Subject.name, verb: try PluginHelp(Subject.self).verb(verb),
            client: try server.client(), asJSON: json)
        do {
            try await describe ? errand.describe() : errand.run(words)
        } catch let refusal as APIRefusal {
            throw refusal.failure
        }
    }
}
