internal import PetrelCloud

/// Lays what a file, the environment and flags say to plug-ins over one another, in this order.
struct PluginReading {
    /// How variables for plug-ins begin: `PETREL_PLUGINS_USAGE_TIMEZONE` is `plugins.usage.timezone`.
    static let prefix = "PETREL_PLUGINS_"

    private let sources: ConfigurationSources
    private let file: ConfigurationFile?
    private let variables: [String: String]
    private(set) var found = PluginSections()
    private(set) var mistakes: [ConfigurationMistake] = []

    init(
        _ sources: ConfigurationSources, file: ConfigurationFile?, variables: [String: String]
    ) {
        self.sources = sources
        self.file = file
        self.variables = variables
    }

    consuming func result() -> PluginReading {
        readFile()
        for (name, text) in variables.sorted(by: { $0.key < $1.key })
        where name.hasPrefix(Self.prefix) {
            let words = name.dropFirst(Self.prefix.count).lowercased().split(separator: "_")
            take(text, at: words.map(String.init), from: name)
        }
        for flag in sources.flags where flag.key.hasPrefix("plugins.") {
            let words = flag.key.split(separator: ".", omittingEmptySubsequences: false)
            take(flag.value, at: words.dropFirst().map(String.init), from: flag.flag)
        }
        for name in sources.plugins { checkSwitch(name) }
        return self
    }

    private mutating func readFile() {
        guard let file else { return }
        for section in file.plugins {
            let key = "plugins.\(section.name)"
            let place = "\(file.name):\(section.lines[key] ?? 0)"
            guard isKnown(section.name, at: place) else { continue }
            guard section.value.object != nil || section.value == .null else {
                mistakes.append(
                    ConfigurationMistake(place: place, problem: "\(key) is no section of settings"))
                continue
            }
            found.set(section.value, at: [section.name], from: place)
            for (key, line) in section.lines { found.note(key, at: "\(file.name):\(line)") }
        }
    }

    private mutating func take(_ text: String, at path: [String], from place: String) {
        guard path.count > 1, !path.contains("") else {
            return mistakes.append(
                ConfigurationMistake(
                    place: place,
                    problem: "expected a setting of a plug-in, as plugins.usage.timezone"))
        }
        guard isKnown(path[0], at: place) else { return }
        found.set(.string(text), at: path, from: place)
    }

    private mutating func isKnown(_ name: String, at place: String) -> Bool {
        if sources.plugins.contains(name) { return true }
        let meant = NearestName.of(name, among: sources.plugins).map { "; did you mean \($0)?" }
        let all = sources.plugins.sorted().joined(separator: ", ")
        mistakes.append(
            ConfigurationMistake(
                place: place,
                problem: "there is no plug-in \(name)\(meant ?? "; there are \(all)")"))
        return false
    }

    private mutating func checkSwitch(_ name: String) {
        let key = "plugins.\(name).\(PluginSections.switchName)"
        guard let value = found.value(of: PluginSections.switchName, in: name),
            value.bool == nil, Bool(value.string ?? "") == nil
        else { return }
        mistakes.append(
            ConfigurationMistake(
                place: found.place(of: key), problem: "\(key): expected true or false"))
    }
}
