public import PetrelPlugin

/// The program `petrel`, with the plug-ins that its server runs and that its command line knows.
///
/// ```swift
/// @main struct Main {
///     static func main() async {
///         await Program(plugins: [UsagePlugin.self, TicketPlugin.self]).main()
///     }
/// }
/// ```
public struct Program: Sendable {
    let plugins: [any Plugin.Type]

    /// Names of plug-ins have to differ, from one another and from the program's own commands.
    public init(plugins: [any Plugin.Type]) {
        var taken = Set(Petrel.ownCommands)
        for plugin in plugins {
            let words = Set([plugin.name, plugin.command]).union(plugin.followers.map { $0.name })
            for word in words {
                precondition(
                    taken.insert(word).inserted, "a second plug-in or command is called \(word)")
            }
        }
        self.plugins = plugins
    }

    /// Does what the command line says. When that fails, the process ends here with the exit code for it.
    public func main() async {
        await Petrel.$plugins.withValue(plugins) { await Petrel.main() }
    }
}
