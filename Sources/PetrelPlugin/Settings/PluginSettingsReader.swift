internal import PetrelCloud

/// Reads a section value by value; a wrong one is noted and its default goes on.
public struct PluginSettingsReader {
    private let settings: PluginSettings
    private var mistakes: [PluginSettingsError.Mistake] = []
    private var known: Set<String> = []

    init(_ settings: PluginSettings) { self.settings = settings }

    public mutating func string(_ name: String, default fallback: String) -> String {
        optionalString(name) ?? fallback
    }

    /// A text that may be missing.
    public mutating func optionalString(_ name: String) -> String? {
        value(name, "a text") { value in
            switch value {
            case .string(let text): text
            case .integer(let number): String(number)
            default: nil
            }
        }
    }

    /// A text that has to be there.
    public mutating func required(_ name: String, _ meaning: String) -> String {
        if let text = optionalString(name) { return text }
        if settings.values[name] == nil { note(name, nil, "missing; it is \(meaning)") }
        return ""
    }

    public mutating func integer(
        _ name: String, default fallback: Int, in range: ClosedRange<Int>
    ) -> Int {
        value(name, "a whole number from \(range.lowerBound) to \(range.upperBound)") { value in
            let number = value.integer ?? value.string.flatMap { Int64($0) }
            return number.flatMap { Int(exactly: $0) }.flatMap { range.contains($0) ? $0 : nil }
        } ?? fallback
    }

    public mutating func boolean(_ name: String, default fallback: Bool) -> Bool {
        value(name, "true or false") { value in
            value.bool ?? value.string.flatMap { Bool($0.lowercased()) }
        } ?? fallback
    }

    /// A length of time in seconds, with or without a fraction.
    public mutating func seconds(_ name: String, default fallback: Duration) -> Duration {
        value(name, "a number of seconds, not negative") { value in
            let number: Double? =
                switch value {
                case .integer(let whole): Double(whole)
                case .number(let number): number
                case .string(let text): Double(text)
                default: nil
                }
            return number.flatMap { $0 >= 0 && $0 < 1e9 ? .milliseconds(Int64($0 * 1_000)) : nil }
        } ?? fallback
    }

    /// One of a few words.
    public mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, default fallback: Choice
    ) -> Choice where Choice.RawValue == String {
        let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        return value(name, "one of \(words)") { $0.string.flatMap(Choice.init(rawValue:)) }
            ?? fallback
    }

    /// A list of sections, as brokers are.
    public mutating func sections(_ name: String) -> [PluginSettings] {
        let list = value(name, "a list of sections") { value -> [[String: JSONValue]]? in
            guard case .array(let items) = value else { return nil }
            let objects = items.compactMap { item in
                if case .object(let object) = item { object } else { nil }
            }
            return objects.count == items.count ? objects : nil
        }
        return (list ?? []).enumerated().map { index, values in
            PluginSettings(place: "\(settings.place).\(name)[\(index)]", values: values)
        }
    }

    /// Notes a mistake that only the reader's caller can see.
    public mutating func note(_ name: String, _ value: String?, _ expected: String) {
        known.insert(name)
        mistakes.append(
            .init(key: "\(settings.place).\(name)", value: value, expected: expected))
    }

    private mutating func value<Value>(
        _ name: String, _ expected: String, _ read: (JSONValue) -> Value?
    ) -> Value? {
        known.insert(name)
        guard let found = settings.values[name], found != .null else { return nil }
        if let value = read(found) { return value }
        note(name, Self.shown(found, of: name), expected)
        return nil
    }

    private static func shown(_ value: JSONValue, of name: String) -> String {
        let secretive = ["password", "secret", "key", "token"]
        if secretive.contains(where: name.lowercased().contains) { return "(hidden)" }
        return switch value {
        case .string(let text): "\"\(text.prefix(60))\""
        case .integer(let number): String(number)
        case .number(let number): String(number)
        case .bool(let bool): String(bool)
        case .array: "a list"
        case .object: "a section"
        case .null: "empty"
        }
    }

    mutating func finish() throws(PluginSettingsError) {
        for name in settings.values.keys.sorted() where !known.contains(name) {
            let nearest = Spelling.nearest(to: name, among: known.sorted())
            note(
                name, nil,
                nearest.map { "unknown; did you mean \($0)?" }
                    ?? "unknown; there are \(known.sorted().joined(separator: ", "))")
        }
        guard mistakes.isEmpty else { throw PluginSettingsError(mistakes: mistakes) }
    }
}
