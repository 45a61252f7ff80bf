internal import PetrelCloud
internal import Yams

/// A plug-in's section as it stands in a file: its values, and the line of each.
struct PluginValue: Sendable, Hashable {
    let name: String
    let value: JSONValue
    /// By keys such as `plugins.amqp.targets[0].port`.
    private(set) var lines: [String: Int] = [:]

    init(_ name: String, _ node: Node, keyLine: Int) {
        self.name = name
        var lines: [String: Int] = [:]
        value = Self.json(node, "plugins.\(name)", &lines)
        // An empty section has no place of its own.
        lines["plugins.\(name)"] = keyLine
        self.lines = lines
    }

    private static func json(
        _ node: Node, _ key: String, _ lines: inout [String: Int]
    ) -> JSONValue {
        lines[key] = node.mark?.line
        switch node {
        case .mapping(let mapping):
            var members: [String: JSONValue] = [:]
            for (name, value) in mapping {
                let name = name.string ?? "?"
                members[name] = json(value, "\(key).\(name)", &lines)
            }
            return .object(members)
        case .sequence(let items):
            return .array(
                items.enumerated().map { json($0.element, "\(key)[\($0.offset)]", &lines) })
        case .scalar(let scalar): return Self.scalar(node, scalar.string)
        default: return .null
        }
    }

    /// As YAML means it: what is quoted is a text, whatever it looks like.
    private static func scalar(_ node: Node, _ text: String) -> JSONValue {
        switch node.any {
        case let flag as Bool: .bool(flag)
        case let number as Int: .integer(Int64(number))
        case let number as Double: .number(number)
        case is String: .string(text)
        default: node.null == nil ? .string(text) : .null
        }
    }
}
