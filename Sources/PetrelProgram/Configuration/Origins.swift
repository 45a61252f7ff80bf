/// Sites whose pages may read from this server; written with commas between them, or `none`.
struct Origins: SettingValue {
    var all: [String] = []
}

extension Origins {
    static var expectation: String { "sites as https://console.example, with commas, or none" }

    init?(setting text: String) {
        guard text.lowercased() != "none" else { return }
        all = text.split(separator: ",").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        guard !all.isEmpty, all.allSatisfy(Self.isOrigin) else { return nil }
    }

    var settingText: String { all.isEmpty ? "none" : all.joined(separator: ",") }

    /// What browsers send: scheme, host and perhaps a port, and nothing behind.
    private static func isOrigin(_ text: String) -> Bool {
        guard text != "*" else { return true }
        let rest = ["https://", "http://"].first { text.hasPrefix($0) }.map {
            text.dropFirst($0.count)
        }
        return rest.map { !$0.isEmpty && !$0.contains("/") && !$0.contains(" ") } ?? false
    }
}
