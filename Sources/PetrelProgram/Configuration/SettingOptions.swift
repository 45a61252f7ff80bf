internal import ArgumentParser

/// The flags that set settings.
struct SettingOptions: ParsableArguments {
    @Option(help: "A YAML file of settings.", completion: .file(extensions: ["yaml", "yml"]))
    var config: String?

    @Option(help: "The folder that keeps everything.", completion: .directory)
    var dataDir: String?

    @Option(
        help: ArgumentHelp(
            "Where clients connect to; port 0 takes a free one.", valueName: "address:port"))
    var listen: String?

    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel: String?

    @Flag(help: "Add tenants who are never quiet, so that there is something to watch.")
    var demo = false

    @Option(
        help: ArgumentHelp("Any other setting, as log.format=json.", valueName: "key=value"))
    var set: [String] = []

    func sources() throws(CommandFailure) -> ConfigurationSources {
        var sources = ConfigurationSources()
        sources.file = config
        for text in set {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw CommandFailure(
                    .usage, "--set \(text): expected a setting and its value, as log.format=json")
            }
            sources.flags.append(.init(key: String(parts[0]), value: String(parts[1])))
        }
        let named = [
            ("data-dir", "--data-dir", dataDir), ("listen", "--listen", listen),
            ("log.level", "--log-level", logLevel), ("demo.load", "--demo", demo ? "true" : nil),
        ]
        for case (let key, let flag, let value?) in named {
            sources.flags.append(.init(key: key, value: value, flag: flag))
        }
        return sources
    }

    func effective() throws(CommandFailure) -> EffectiveConfiguration {
        let sources = try sources()
        do {
            return try ServerConfiguration.reading(sources)
        } catch {
            throw CommandFailure(.misconfigured, error.description)
        }
    }
}
