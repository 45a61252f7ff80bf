internal import PetrelCloud

/// JSON with line breaks, for people; the members in the order of their names.
struct PrettyJSON {
    private(set) var text = ""
    private let paint: Paint

    init(_ value: JSONValue, paint: Paint = Paint(isOn: false)) {
        self.paint = paint
        write(value, indent: "")
    }

    private mutating func write(_ value: JSONValue, indent: String) {
        switch value {
        case .object(let members) where !members.isEmpty:
            let sorted = members.sorted { $0.key < $1.key }
            list("{", "}", sorted, indent) { pretty, member, deeper in
                pretty.text += pretty.paint(Self.leaf(.string(member.key)), .cyan) + ": "
                pretty.write(member.value, indent: deeper)
            }
        case .array(let elements) where !elements.isEmpty:
            list("[", "]", elements, indent) { pretty, element, deeper in
                pretty.write(element, indent: deeper)
            }
        default: text += Self.leaf(value)
        }
    }

    private mutating func list<Element>(
        _ open: String, _ close: String, _ elements: [Element], _ indent: String,
        _ body: (inout PrettyJSON, Element, String) -> Void
    ) {
        let deeper = indent + "  "
        text += open + "\n"
        for (position, element) in elements.enumerated() {
            text += deeper
            body(&self, element, deeper)
            text += position + 1 < elements.count ? ",\n" : "\n"
        }
        text += indent + close
    }

    /// A value without line breaks.
    static func leaf(_ value: JSONValue) -> String {
        var json = JSONWriter()
        json.object { $0.member("", value) }
        // What remains of {"":…} without its frame.
        return String(decoding: json.bytes.dropFirst(4).dropLast(), as: UTF8.self)
    }
}

extension JSONValue {
    /// The value on one line, as programs read it.
    var compactJSON: String { PrettyJSON.leaf(self) }

    /// The value as a cell of a table.
    var cell: String {
        switch self {
        case .null: ""
        case .string(let text): text
        default: compactJSON
        }
    }
}
