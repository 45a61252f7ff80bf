internal import PetrelCloud

/// One text in the making.
struct TemplateRenderer {
    private(set) var text = ""
    private let escape: MessageTemplate.Escape
    private var stack: [JSONValue]
    /// Sections inside sections multiply; this bounds what they may do.
    private var steps = 100_000

    init(_ escape: MessageTemplate.Escape, _ values: JSONValue) {
        self.escape = escape
        stack = [values]
    }

    mutating func render(_ parts: [MessageTemplate.Part]) throws(TemplateMistake) {
        for part in parts {
            steps -= 1
            guard steps > 0 else { throw .tooMuchText }
            switch part {
            case .text(let plain): try append(plain)
            case .value(let name, let isEscaped):
                let plain = Self.plain(value(name))
                try append(isEscaped ? escape.escaped(plain) : plain)
            case .section(let name, let isInverted, let parts):
                try section(value(name), isInverted, parts)
            }
        }
    }

    private mutating func section(
        _ value: JSONValue?, _ isInverted: Bool, _ parts: [MessageTemplate.Part]
    ) throws(TemplateMistake) {
        let shown = Self.shown(value)
        if isInverted {
            if shown.isEmpty { try render(parts) }
            return
        }
        for value in shown {
            stack.append(value)
            try render(parts)
            stack.removeLast()
        }
    }

    /// The values that a section is there for.
    private static func shown(_ value: JSONValue?) -> [JSONValue] {
        switch value {
        case nil, .null, .bool(false), .string(""): []
        case .array(let elements): elements
        case .some(let value): [value]
        }
    }

    /// The innermost value of the first word, and then inwards from there.
    private func value(_ name: [String]) -> JSONValue? {
        guard let first = name.first else { return stack.last }
        let found = stack.reversed().lazy.compactMap { $0[first] }.first
        return name.dropFirst().reduce(found) { $0?[$1] }
    }

    private mutating func append(_ more: String) throws(TemplateMistake) {
        text += more
        guard text.utf8.count <= MessageTemplate.maximumTextBytes else { throw .tooMuchText }
    }

    private static func plain(_ value: JSONValue?) -> String {
        switch value {
        case nil, .null: ""
        case .string(let string): string
        case .some(let value): String(decoding: value.bytes, as: UTF8.self)
        }
    }
}
