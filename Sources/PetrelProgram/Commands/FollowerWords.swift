internal import PetrelPlugin

/// What was typed behind a follower's name: its options and a topic pattern.
struct FollowerWords {
    private let name: String
    private let options: [FollowerOption]

    init(_ follower: any PluginFollower.Type) {
        name = follower.name
        options = follower.options
    }

    /// The options, for the page of help.
    var help: String {
        let usages = options.map { "--\($0.name) <\($0.name)>" }
        let width = usages.map(\.columns).max() ?? 0
        let lines = zip(usages, options).map { usage, option in
            "  \(usage.padded(to: width))  \(option.meaning)\(option.isRequired ? " (needed)" : "")"
        }
        return (["OF ITS OWN:"] + lines).joined(separator: "\n")
    }

    func read(
        _ words: [String]
    ) throws(CommandFailure) -> (options: [String: String], pattern: String?) {
        var (read, pattern): ([String: String], String?) = ([:], nil)
        var rest = words[...]
        while let word = rest.popFirst() {
            if word.hasPrefix("--"), word.count > 2 {
                let parts = word.dropFirst(2).split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                let name = String(parts[0])
                guard options.contains(where: { $0.name == name }) else { throw slip(name) }
                guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
                    throw CommandFailure(.usage, "--\(name) takes a value")
                }
                read[name] = value
            } else if pattern == nil {
                pattern = word
            } else {
                throw CommandFailure(
                    .usage, "\(name) takes one topic pattern; \(word) would be a second one")
            }
        }
        if let missing = options.first(where: { $0.isRequired && read[$0.name] == nil }) {
            throw CommandFailure(.usage, "--\(missing.name) is missing: \(missing.meaning)")
        }
        return (read, pattern)
    }

    private func slip(_ word: String) -> CommandFailure {
        let names = options.map(\.name) + EventPropertyOptions.names
        let meant =
            NearestName.of(word, among: names).map { "did you mean --\($0)?" }
            ?? "petrel \(name) --help says what it takes"
        return CommandFailure(.usage, "\(name) does not take --\(word); \(meant)")
    }
}
