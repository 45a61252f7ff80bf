internal import PetrelCloud
internal import PetrelPlugin

/// What the configuration says to plug-ins: everything under `plugins`.
///
/// Only a plug-in knows what its section may hold; here it is kept as it was written, with the places, so that what
/// the plug-in finds wrong can be shown where it stands.
struct PluginSections: Sendable, Equatable {
    /// By the plug-in's name.
    private var values: [String: JSONValue] = [:]
    /// Files with lines, variables or flags, by keys such as `plugins.amqp.targets[0].port`.
    private(set) var places: [String: String] = [:]

    /// Says whether the server runs a plug-in; it is for the server and not handed on.
    static let switchName = "enabled"

    func isEnabled(_ name: String) -> Bool {
        switch values[name]?[Self.switchName] {
        case .bool(false)?, .string("false")?: false
        default: true
        }
    }

    func value(of key: String, in name: String) -> JSONValue? { values[name]?[key] }

    /// What a plug-in is given.
    func settings(_ name: String) -> PluginSettings {
        var members = values[name]?.object ?? [:]
        members[Self.switchName] = nil
        return PluginSettings(place: "plugins.\(name)", values: members)
    }

    /// Takes the place of what was said of the same key before.
    mutating func set(_ value: JSONValue, at path: [String], from place: String) {
        guard let name = path.first else { return }
        values[name] = Self.setting(value, at: path.dropFirst(), in: values[name])
        note((["plugins"] + path).joined(separator: "."), at: place)
    }

    /// Says where a value stands that is part of another one.
    mutating func note(_ key: String, at place: String) { places[key] = place }

    private static func setting(
        _ value: JSONValue, at path: ArraySlice<String>, in old: JSONValue?
    ) -> JSONValue {
        guard let name = path.first else { return value }
        var members = old?.object ?? [:]
        members[name] = setting(value, at: path.dropFirst(), in: members[name])
        return .object(members)
    }

    /// Where a key stands, or the section around it.
    func place(of key: String) -> String {
        var key = key
        while true {
            if let place = places[key] { return place }
            guard let end = key.lastIndex(where: { $0 == "." || $0 == "[" }) else { break }
            key = String(key[..<end])
        }
        return "plugins"
    }

    /// A plug-in's own mistakes, where they stand.
    func mistakes(_ error: PluginSettingsError) -> ConfigurationMistakes {
        ConfigurationMistakes(
            all: error.mistakes.map { mistake in
                let found = mistake.value.map { " cannot be \($0)" } ?? ""
                return ConfigurationMistake(
                    place: place(of: mistake.key),
                    problem: "\(mistake.key)\(found): \(mistake.expected)")
            })
    }
}

extension PluginSections {
    /// Each value with its key and its place, for people; secrets are hidden.
    var shown: [(key: String, value: String, place: String)] {
        var rows: [(key: String, value: String, place: String)] = []
        func add(_ value: JSONValue, _ key: String) {
            switch value {
            case .object(let members) where !members.isEmpty:
                for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                    add(value, "\(key).\(name)")
                }
            case .array(let items) where !items.isEmpty:
                for (index, value) in items.enumerated() { add(value, "\(key)[\(index)]") }
            default: rows.append((key, Self.text(value, of: key), place(of: key)))
            }
        }
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            add(value, "plugins.\(name)")
        }
        return rows
    }

    private static func text(_ value: JSONValue, of key: String) -> String {
        let name = key.split(separator: ".").last.map { $0.lowercased() } ?? ""
        let secretive = ["password", "secret", "token", "credential"]
        if secretive.contains(where: name.contains), !name.contains("file") { return "(hidden)" }
        return value.string ?? value.description
    }
}
