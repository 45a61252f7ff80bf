/// What is wrong in the configuration, and where.
struct ConfigurationMistake: Error, Hashable, Sendable {
    /// A file with its line, a variable or a flag.
    let place: String
    let problem: String

    static func unknown(_ key: String, at place: String, among names: [String]) -> Self {
        let meant = NearestName.of(key, among: names).map { "; did you mean \($0)?" } ?? ""
        return Self(place: place, problem: "there is no setting \(key)\(meant)")
    }

    static func value(_ value: String, of setting: Setting, at place: String) -> Self {
        Self(
            place: place,
            problem: "\(setting.key) cannot be \"\(value)\": expected \(setting.expectation)")
    }
}

/// All mistakes that were found; there is at least one.
struct ConfigurationMistakes: Error, CustomStringConvertible {
    let all: [ConfigurationMistake]

    var description: String {
        let title = all.count == 1 ? "a mistake" : "\(all.count) mistakes"
        let width = all.map(\.place.count).max() ?? 0
        let lines = all.map { "  \($0.place.padded(to: width))  \($0.problem)" }
        return
            (["\(title) in the configuration:"] + lines + [
                "petrel config --defaults prints all settings with their meaning."
            ]).map(\.onOneLine).joined(separator: "\n")
    }
}
