internal import PetrelAMQP
internal import PetrelNotify
internal import PetrelPlugin
internal import PetrelProgram
internal import PetrelUsage

/// Petrel as it is delivered: the program and the plug-ins that its server runs.
///
/// To add a plug-in, write its target and a line here; a program of your own looks just like this.
@main struct Assembly {
    static let plugins: [any Plugin.Type] = [
        UsagePlugin.self,
        AMQPPlugin.self,
        NotifyPlugin.self,
    ]

    static func main() async {
        await Program(plugins: plugins).main()
    }
}
