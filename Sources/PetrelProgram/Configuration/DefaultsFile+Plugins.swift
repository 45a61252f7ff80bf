internal import PetrelPlugin

extension DefaultsFile {
    /// The whole file: the server's settings and those of the plug-ins that it runs.
    static func text(with plugins: [any Plugin.Type]) -> String {
        guard !plugins.isEmpty else { return text }
        let sections = plugins.map(section).joined(separator: "\n")
        return text
            + "\n# One section for each plug-in. SIGHUP reads all but \"enabled\" again.\nplugins:\n"
            + sections
    }

    private static func section(_ plugin: any Plugin.Type) -> String {
        let own = plugin.defaults.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
        let ending = own.isEmpty || own.hasSuffix("\n") ? "" : "\n"
        return """
              # \(plugin.summary)
              \(plugin.name):
                # Whether the server runs it.
                enabled: true

            """ + own + ending
    }
}
