internal import Configuration

/// Settings in force, and where each comes from.
struct EffectiveConfiguration: Sendable {
    var configuration = ServerConfiguration()
    /// The place of each setting by its key.
    var origins: [String: String] = [:]
}

extension ServerConfiguration {
    /// The settings of all sources together; all mistakes at once when there are any.
    static func reading(
        _ sources: ConfigurationSources
    ) throws(ConfigurationMistakes) -> EffectiveConfiguration {
        var reading = ConfigurationReading(sources)
        return try reading.result()
    }
}

/// One walk through all sources that notes what is wrong instead of stopping there.
private struct ConfigurationReading {
    private let sources: ConfigurationSources
    private var file: ConfigurationFile?
    private var mistakes: [ConfigurationMistake] = []
    private var effective = EffectiveConfiguration()

    init(_ sources: ConfigurationSources) {
        self.sources = sources
        guard let path = sources.path else { return }
        do {
            file = try ConfigurationFile(path: path)
        } catch {
            mistakes += error.all
        }
    }

    mutating func result() throws(ConfigurationMistakes) -> EffectiveConfiguration {
        noteUnknownKeys()
        let reader = ConfigReader(providers: providers)
        for setting in Setting.all { read(setting, from: reader) }
        let sections = PluginReading(sources, file: file, variables: variables).result()
        effective.configuration.plugins = sections.found
        mistakes += sections.mistakes
        checkTogether()
        guard mistakes.isEmpty else { throw ConfigurationMistakes(all: mistakes) }
        return effective
    }

    /// From the strongest to the weakest.
    private var providers: [any ConfigProvider] {
        let named = Dictionary(sources.flags.map { ($0.key, $0.value) }) { _, last in last }
        let filed = file?.entries.mapValues(\.value) ?? [:]
        let defaults = ConfigurationFile(text: DefaultsFile.text, name: "defaults").entries
        return [
            Self.provider("flags", named),
            EnvironmentVariablesProvider(environmentVariables: variables)
                .prefixKeys(with: "petrel"),
            Self.provider("file", filed),
            Self.provider("defaults", defaults.mapValues(\.value)),
        ]
    }

    /// An empty variable is one that was not set.
    private var variables: [String: String] {
        sources.environment.filter { $0.key.hasPrefix("PETREL_") && !$0.value.isEmpty }
    }

    private static func provider(_ name: String, _ values: [String: String]) -> InMemoryProvider {
        InMemoryProvider(
            name: name,
            values: Dictionary(
                values.map { key, value in
                    let parts = key.split(separator: ".", omittingEmptySubsequences: false)
                    return (
                        AbsoluteConfigKey(parts.map(String.init)), ConfigValue(stringLiteral: value)
                    )
                }, uniquingKeysWith: { first, _ in first }))
    }

    private mutating func read(_ setting: Setting, from reader: ConfigReader) {
        guard let value = reader.string(forKey: ConfigKey(setting.key)) else { return }
        let place = place(of: setting)
        effective.origins[setting.key] = place
        if !setting.write(value, &effective.configuration) {
            mistakes.append(.value(value, of: setting, at: place))
        }
    }

    private func place(of setting: Setting) -> String {
        if let flag = sources.flags.last(where: { $0.key == setting.key }) { return flag.flag }
        if variables[setting.variable] != nil { return setting.variable }
        if let file, let entry = file.entries[setting.key] { return file.place(of: entry) }
        return "default"
    }

    private mutating func noteUnknownKeys() {
        let names = Setting.all.map(\.key)
        if let file {
            mistakes += file.mistakes
            for (key, entry) in file.entries.sorted(by: { $0.value.line < $1.value.line })
            where !names.contains(key) {
                mistakes.append(.unknown(key, at: file.place(of: entry), among: names))
            }
        }
        for flag in sources.flags
        where !names.contains(flag.key) && !flag.key.hasPrefix("plugins.") {
            mistakes.append(.unknown(flag.key, at: flag.flag, among: names))
        }
        noteUnknownVariables()
    }

    /// Others may use the prefix too, so only what looks like a slip is one.
    private mutating func noteUnknownVariables() {
        let known = Setting.all.map(\.variable)
        let others = ["PETREL_CONFIG", "PETREL_URL", "PETREL_API_KEY", "PETREL_SECRET_KEY"]
        for name in variables.keys.sorted()
        where !(known + others).contains(name) && !name.hasPrefix(PluginReading.prefix) {
            let words = (known + others).map { $0.dropFirst("PETREL_".count) }
            let word = String(name.dropFirst("PETREL_".count))
            guard let meant = NearestName.of(word, among: words.map(String.init)) else { continue }
            mistakes.append(
                ConfigurationMistake(
                    place: "environment",
                    problem: "there is no setting \(name); did you mean PETREL_\(meant)?"))
        }
    }

    /// What only makes sense together.
    private mutating func checkTogether() {
        let configuration = effective.configuration
        if (configuration.tls.certificate.path == nil) != (configuration.tls.key.path == nil) {
            let missing = configuration.tls.key.path == nil ? "tls.key" : "tls.certificate"
            mistakes.append(
                ConfigurationMistake(
                    place: effective.origins[missing] ?? "default",
                    problem: "\(missing) is missing: TLS needs a certificate and its key"))
        }
        if configuration.simulator.longestLatency < configuration.simulator.shortestLatency {
            mistakes.append(
                ConfigurationMistake(
                    place: effective.origins["simulator.longest-latency"] ?? "default",
                    problem: "simulator.longest-latency is below simulator.shortest-latency"))
        }
    }
}
