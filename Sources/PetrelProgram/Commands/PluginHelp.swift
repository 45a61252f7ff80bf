internal import PetrelPlugin

/// What a plug-in can be told, for people.
struct PluginHelp {
    private let name: String
    private let verbs: [PluginVerb]

    init(_ plugin: any Plugin.Type) {
        name = plugin.command
        verbs = plugin.verbs
    }

    /// What help pages are as wide as, where there is no terminal.
    private static let lineLength = 80

    /// The verbs with what they take.
    var text: String {
        let usages = verbs.map { verb in
            ([verb.name] + verb.positional.map { "<\($0)>" }).joined(separator: " ")
        }
        let width = usages.map(\.columns).max() ?? 0
        let lines = zip(usages, verbs).map { usage, verb in
            let line = "  \(usage.padded(to: width))  \(verb.summary)"
            return line.columns > Self.lineLength ? "  \(usage)\n      \(verb.summary)" : line
        }
        return
            (["VERBS:"] + lines + [
                "",
                "petrel \(name) \(verbs.first?.name ?? "") --help says all that a verb takes.",
            ]).joined(separator: "\n")
    }

    func verb(_ text: String) throws(CommandFailure) -> PluginVerb {
        if let verb = verbs.first(where: { $0.name == text }) { return verb }
        let names = verbs.map(\.name)
        let help =
            NearestName.of(text, among: names).map { "did you mean \($0)?" }
            ?? "there are \(names.joined(separator: ", "))"
        throw CommandFailure(.usage, "\(name) has no verb \(text); \(help)")
    }
}
