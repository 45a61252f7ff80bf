internal import PetrelCloud

/// Writes answers as XML: members are elements, an array repeats its element without one around it.
struct XMLWriter {
    private(set) var bytes: [UInt8] = []

    mutating func document(
        _ root: String, version: String?, _ body: (inout XMLWriter) -> Void
    ) {
        append(#"<?xml version="1.0" encoding="UTF-8"?>"#)
        append("<\(Self.name(root))")
        if let version {
            append(#" cloud-stack-version=""#)
            append(escaping: version)
            append("\"")
        }
        append(">")
        body(&self)
        append("</\(Self.name(root))>")
    }

    mutating func element(_ name: String, _ value: JSONValue) {
        switch value {
        case .null: return
        case .array(let elements): for element in elements { self.element(name, element) }
        case .object(let members): element(name) { xml in xml.members(members) }
        case .bool(let bool): element(name) { xml in xml.append(bool ? "true" : "false") }
        case .integer(let integer): element(name) { xml in xml.append(String(integer)) }
        case .number(let number): element(name) { xml in xml.append(number.description) }
        case .string(let string): element(name) { xml in xml.append(escaping: string) }
        }
    }

    private mutating func element(_ name: String, _ body: (inout XMLWriter) -> Void) {
        let name = Self.name(name)
        append("<\(name)>")
        body(&self)
        append("</\(name)>")
    }

    private mutating func members(_ members: [String: JSONValue]) {
        for (name, value) in members.sorted(by: { $0.key < $1.key }) { element(name, value) }
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// What XML has no place for becomes the replacement character.
    private mutating func append(escaping text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": append("&amp;")
            case "<": append("&lt;")
            case ">": append("&gt;")
            case "\"": append("&quot;")
            case "\r": append("&#13;")
            case "\t", "\n": append(String(scalar))
            case "\0"..<" ", "\u{FFFE}", "\u{FFFF}": append("\u{FFFD}")
            default: append(String(scalar))
            }
        }
    }

    /// A name that XML takes: marks it does not know become `_`.
    private static func name(_ name: String) -> String {
        let marked = name.unicodeScalars.map { scalar -> Character in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".": Character(scalar)
            default: "_"
            }
        }
        guard let first = marked.first, first.isLetter || first == "_" else {
            return "_" + String(marked)
        }
        return String(marked)
    }
}
