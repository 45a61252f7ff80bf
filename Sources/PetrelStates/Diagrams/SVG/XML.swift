/// Well-formed XML, one element a line.
struct XML {
    private(set) var text = ""
    private var depth = 0

    mutating func leaf(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text content: String = ""
    ) {
        let end = content.isEmpty ? "/>" : ">\(Self.escaped(content))</\(name)>"
        line("<\(name)\(Self.list(attributes))\(end)")
    }

    mutating func group(
        _ name: String, _ attributes: KeyValuePairs<String, String>, _ body: (inout XML) -> Void
    ) {
        line("<\(name)\(Self.list(attributes))>")
        depth += 1
        body(&self)
        depth -= 1
        line("</\(name)>")
    }

    /// Text that is XML already.
    mutating func verbatim(_ text: String) { line(text) }

    private mutating func line(_ content: String) {
        text += String(repeating: " ", count: depth) + content + "\n"
    }

    private static func list(_ attributes: KeyValuePairs<String, String>) -> String {
        attributes.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
    }

    /// Signs that mean something in XML are escaped; those it cannot hold at all become replacement
    /// characters.
    static func escaped(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "'": "&#39;"
            case "\t", "\n", "\r": " "
            case "\u{0}"..<" ", "\u{7F}"..<"\u{A0}", "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
            default: String(scalar)
            }
        }.joined()
    }

    /// A coordinate with at most one decimal.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let rest = tenths.magnitude % 10
        return sign + "\(tenths.magnitude / 10)" + (rest == 0 ? "" : ".\(rest)")
    }
}
