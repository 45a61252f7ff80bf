internal import Foundation
internal import Yams

/// A YAML file of settings, flattened to keys with points, each with the line it stands on.
struct ConfigurationFile: Sendable {
    struct Entry: Sendable, Hashable {
        let value: String
        let line: Int
    }

    let name: String
    private(set) var entries: [String: Entry] = [:]
    /// What stands under `plugins`, which has the form that each plug-in gives it.
    private(set) var plugins: [PluginValue] = []
    /// What is no setting at all.
    private(set) var mistakes: [ConfigurationMistake] = []

    init(path: String) throws(ConfigurationMistakes) {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            let reason =
                FileManager.default.fileExists(atPath: path)
                ? "the file cannot be read" : "there is no such file"
            throw ConfigurationMistakes(all: [ConfigurationMistake(place: path, problem: reason)])
        }
        self.init(text: text, name: path)
    }

    init(text: String, name: String) {
        self.name = name
        do {
            if let root = try compose(yaml: text) { add(root, under: []) }
        } catch let error as YamlError {
            mistakes.append(ConfigurationMistake(place: name, problem: Self.problem(error)))
        } catch {
            mistakes.append(ConfigurationMistake(place: name, problem: "\(error)"))
        }
    }

    func place(of entry: Entry) -> String { "\(name):\(entry.line)" }

    private mutating func add(_ node: Node, under path: [String]) {
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping {
                let name = key.string ?? "?"
                path.isEmpty && name == "plugins"
                    ? addPlugins(value) : add(value, under: path + [name])
            }
        case .scalar(let scalar) where path.isEmpty && scalar.string.isEmpty: break
        case .scalar(let scalar) where !path.isEmpty:
            entries[path.joined(separator: ".")] = Entry(
                value: scalar.string, line: node.mark?.line ?? 0)
        default:
            let place = "\(name):\(node.mark?.line ?? 1)"
            let what = path.isEmpty ? "the file" : path.joined(separator: ".")
            mistakes.append(
                ConfigurationMistake(place: place, problem: "\(what) is not made of settings"))
        }
    }

    private mutating func addPlugins(_ node: Node) {
        guard node.null == nil else { return }
        guard case .mapping(let sections) = node else {
            return mistakes.append(
                ConfigurationMistake(
                    place: "\(name):\(node.mark?.line ?? 1)",
                    problem: "plugins has a section for each plug-in, as plugins: usage: …"))
        }
        for (key, section) in sections {
            plugins.append(PluginValue(key.string ?? "?", section, keyLine: key.mark?.line ?? 0))
        }
    }

    private static func problem(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            "line \(mark.line), column \(mark.column): \(problem)"
        case .duplicatedKeysInMapping(let keys, _):
            "the same setting twice: \(keys.map { "\($0)" }.sorted().joined(separator: ", "))"
        default: "this is not YAML"
        }
    }
}
