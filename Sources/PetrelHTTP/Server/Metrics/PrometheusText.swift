/// Prometheus' text format: families, each with what it means and its type.
struct PrometheusText {
    enum Kind: String { case counter, gauge, histogram }

    private(set) var text = ""

    /// Names a family; its samples come next.
    mutating func family(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    mutating func sample(
        _ name: String, _ labels: KeyValuePairs<String, String>, _ value: some Numeric
    ) {
        sample(name, labels.map { ($0.key, $0.value) }, value)
    }

    mutating func sample(
        _ name: String, _ labels: [(String, String)], _ value: some Numeric
    ) {
        text += name
        if !labels.isEmpty {
            text += "{"
            var separator = ""
            for (label, value) in labels {
                text += "\(separator)\(label)=\"\(Self.escaped(value))\""
                separator = ","
            }
            text += "}"
        }
        text += " \(value)\n"
    }

    /// A family of one sample.
    mutating func single(_ name: String, _ kind: Kind, _ help: String, _ value: some Numeric) {
        family(name, kind, help)
        sample(name, [:], value)
    }

    private static func escaped(_ value: String) -> String {
        guard value.utf8.contains(where: { [0x22, 0x5C, 0x0A].contains($0) }) else { return value }
        return value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
    }
}
