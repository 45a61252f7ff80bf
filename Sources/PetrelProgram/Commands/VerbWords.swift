internal import PetrelCloud
internal import PetrelPlugin

/// What was typed behind a verb, as parameters of its command.
struct VerbWords {
    private let verb: PluginVerb
    /// By name: what kind of value each parameter takes.
    private let types: [String: String]

    /// - Parameter declaration: The command as `listApis` tells of it.
    init(_ verb: PluginVerb, declaration: JSONValue) {
        self.verb = verb
        types = Dictionary(
            (declaration["params"]?.array ?? []).map { parameter in
                (
                    (parameter["name"]?.string ?? "").lowercased(),
                    parameter["type"]?.string ?? ""
                )
            }
        ) { first, _ in first }
    }

    func fields(_ words: [String]) throws(CommandFailure) -> [(String, String)] {
        var typed: [(String, String)] = []
        var places = verb.positional[...]
        var rest = words[...]
        while let word = rest.popFirst() {
            if word.hasPrefix("--"), word.count > 2 {
                typed.append(try flag(word, &rest))
            } else if case (let name, let value)? = Self.pair(word),
                types[Self.plain(name)] != nil
            {
                typed.append((name, value))
            } else if let place = Self.next(&places, besides: typed) {
                typed.append((place, word))
            } else {
                throw slip(word)
            }
        }
        let given = Set(typed.map { Self.plain($0.0) })
        let others = verb.fallbacks.merging(verb.parameters) { $1 }
            .filter { !given.contains($0.key) }.sorted { $0.key < $1.key }
        return (typed + others.map { ($0.key, $0.value) }).map { ($0.0, value($0.1, of: $0.0)) }
    }

    /// The next place that was not filled by its name.
    private static func next(
        _ places: inout ArraySlice<String>, besides typed: [(String, String)]
    ) -> String? {
        places.removeAll { place in typed.contains { plain($0.0) == place } }
        return places.popFirst()
    }

    /// `--name value`, `--name=value`, or `--name` alone for what is true or not.
    private func flag(
        _ word: String, _ rest: inout ArraySlice<String>
    ) throws(CommandFailure) -> (String, String) {
        let text = String(word.dropFirst(2))
        if case (let name, let value)? = Self.pair(text), types[Self.plain(name)] != nil {
            return (name, value)
        }
        guard let type = types[Self.plain(text)] else { throw slip(word) }
        let name = text
        if type == "boolean", !["true", "false"].contains(rest.first) { return (name, "true") }
        guard let value = rest.popFirst() else {
            throw CommandFailure(.usage, "--\(name) takes a value")
        }
        return (name, value)
    }

    /// How long ago is a time, too.
    private func value(_ text: String, of name: String) -> String {
        guard types[Self.plain(name)] == "date", let ago = Duration(setting: text) else {
            return text
        }
        return Timestamp.now.advanced(by: .zero - ago).text(.api)
    }

    private func slip(_ word: String) -> CommandFailure {
        let name = Self.plain(Self.pair(word)?.0 ?? word).drop { $0 == "-" }
        let meant =
            NearestName.of(String(name), among: types.keys).map { "did you mean \($0)=…?" }
            ?? "--describe says what it takes"
        return CommandFailure(.usage, "\(verb.name) does not take \(word); \(meant)")
    }

    private static func pair(_ word: String) -> (String, String)? {
        guard let mark = word.firstIndex(of: "="), mark > word.startIndex else { return nil }
        return (String(word[..<mark]), String(word[mark...].dropFirst()))
    }

    /// A name as it is declared: `tags` of `tags[0].key`.
    private static func plain(_ name: String) -> String { name.prefix { $0 != "[" }.lowercased() }
}
