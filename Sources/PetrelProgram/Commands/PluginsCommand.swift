internal import ArgumentParser
internal import PetrelCloud

/// What runs in the server beside the cloud itself.
struct PluginsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugins",
        abstract: "Shows the plug-ins that run, how far behind and in what health.",
        discussion: """
            BEHIND counts the events that a plug-in has still to do. What a plug-in can be told has its own command, as \
            petrel amqp --help.
            """)

    @Flag(help: "One JSON object a line, for programs.")
    var json = false

    @OptionGroup(title: "Server") var server: ServerOptions

    func run() async throws {
        let plugins: [JSONValue]
        do {
            plugins = try await server.client().call("listPlugins")["plugin"]?.array ?? []
        } catch let refusal as APIRefusal {
            throw refusal.failure
        }
        if json {
            for plugin in plugins { Terminal.say(plugin.compactJSON) }
            return
        }
        guard !plugins.isEmpty else { return Terminal.complain("no plug-in runs") }
        var table = Table([
            .init(title: "plug-in"), .init(title: "state"), .init(title: "health"),
            .init(title: "behind"), .init(title: "restarts"),
            .init(title: "reason", isFlexible: true),
        ])
        for plugin in plugins {
            table.add(
                ["name", "state", "health", "behind", "restarts", "reason"].map {
                    plugin[$0]?.cell ?? ""
                })
        }
        table.lines(width: Terminal.width, paint: .of(.output)).forEach(Terminal.say)
    }
}
