/// Gathers `tags[0].key=…&tags[0].value=…` by name and index.
struct MapEntries {
    private var entries: [String: [Int: [String: String]]] = [:]

    init(_ parameters: QueryParameters) {
        for field in parameters.fields {
            guard let part = Self.part(of: field.name) else { continue }
            let old = entries[part.map]?[part.index]?[part.member]
            if old == nil {
                entries[part.map, default: [:]][part.index, default: [:]][part.member] = field.value
            }
        }
    }

    /// The entries of a map in the order of their indexes.
    subscript(name: String) -> [[String: String]]? {
        entries[name].map { map in map.sorted { $0.key < $1.key }.map(\.value) }
    }

    /// `tags[0].key` taken apart. The words key and value are in lower case, other members as sent.
    private static func part(of name: String) -> (map: String, index: Int, member: String)? {
        guard let open = name.firstIndex(of: "["), let close = name[open...].firstIndex(of: "]"),
            let index = Int(name[name.index(after: open)..<close]), index >= 0
        else { return nil }
        let rest = name[name.index(after: close)...]
        guard rest.first == ".", rest.count > 1 else { return nil }
        let member = String(rest.dropFirst())
        let word = member.lowercased()
        let isWord = word == "key" || word == "value"
        return (name[..<open].lowercased(), index, isWord ? word : member)
    }
}
