public import PetrelCloud
internal import PetrelPlugin

/// Reads a channel's settings as they are declared; a wrong one is noted and its default goes on.
public struct ChannelSettingsReader {
    private let settings: ChannelSettings
    private let declared: [String: ChannelSetting]
    private var mistakes: [ChannelMistakes.Mistake] = []

    init(_ settings: ChannelSettings, _ declared: [ChannelSetting]) {
        self.settings = settings
        self.declared = Dictionary(declared.map { ($0.name, $0) }) { first, _ in first }
        for setting in declared where setting.isRequired && Self.isMissing(settings, setting) {
            note(setting.name, "missing; it is \(setting.form)")
        }
    }

    public mutating func text(_ name: String) -> String? {
        value(name) { $0.string }
    }

    public mutating func text(_ name: String, default fallback: String) -> String {
        text(name) ?? fallback
    }

    public mutating func number(_ name: String, default fallback: Int) -> Int {
        value(name) { [form = declared[name]?.form] value in
            guard case .number(let range) = form else { return nil }
            let number = value.integer ?? value.string.flatMap { Int64($0) }
            return number.flatMap { Int(exactly: $0) }.flatMap { range.contains($0) ? $0 : nil }
        } ?? fallback
    }

    public mutating func boolean(_ name: String, default fallback: Bool) -> Bool {
        value(name) { $0.bool ?? $0.string.flatMap { Bool($0.lowercased()) } } ?? fallback
    }

    /// One of the words that the setting declares, as its own type.
    public mutating func choice<Choice: RawRepresentable>(
        _ name: String, default fallback: Choice
    ) -> Choice where Choice.RawValue == String {
        value(name) { $0.string.flatMap(Choice.init(rawValue:)) } ?? fallback
    }

    /// A list; a single value is a list of one.
    public mutating func list(_ name: String) -> [JSONValue] {
        value(name) { $0.array ?? ($0.object == nil ? [$0] : nil) } ?? []
    }

    /// A list of texts, also written as one text with commas.
    public mutating func words(_ name: String) -> [String] {
        value(name) { value -> [String]? in
            if let text = value.string {
                return text.split(separator: ",").map { String($0.trimmingBlanks) }
            }
            let texts = value.array?.compactMap(\.string)
            return texts?.count == value.array?.count ? texts : nil
        } ?? []
    }

    public mutating func table(_ name: String) -> [String: String] {
        value(name) { value -> [String: String]? in
            guard let object = value.object else { return nil }
            let texts = object.compactMapValues(\.string)
            return texts.count == object.count ? texts : nil
        } ?? [:]
    }

    /// Notes a mistake that only the reader's caller can see.
    public mutating func note(_ name: String, _ remedy: String) {
        mistakes.append(.init(name, remedy))
    }

    private mutating func value<Value>(
        _ name: String, _ read: (JSONValue) -> Value?
    ) -> Value? {
        guard let setting = declared[name] else {
            preconditionFailure("the setting \(name) is read but not declared")
        }
        guard let found = settings.values[name], found != .null else { return nil }
        if let value = read(found) { return value }
        note(name, "wrong; it is \(setting.form)")
        return nil
    }

    private static func isMissing(_ settings: ChannelSettings, _ setting: ChannelSetting) -> Bool {
        switch settings.values[setting.name] {
        case nil, .null, .string(""): true
        default: false
        }
    }

    mutating func finish() throws(ChannelMistakes) {
        for name in settings.values.keys.sorted() where declared[name] == nil {
            let nearest = Spelling.nearest(to: name, among: declared.keys.sorted())
            note(
                String(name.prefix(60)),
                nearest.map { "unknown; did you mean \($0)?" }
                    ?? "unknown; there are \(declared.keys.sorted().joined(separator: ", "))")
        }
        guard mistakes.isEmpty else { throw ChannelMistakes(mistakes) }
    }
}

extension StringProtocol {
    /// Without blanks at either end.
    var trimmingBlanks: SubSequence {
        let rest = drop { $0 == " " || $0 == "\t" }
        let end = rest.lastIndex { $0 != " " && $0 != "\t" }.map { rest.index(after: $0) }
        return rest[..<(end ?? rest.startIndex)]
    }
}
