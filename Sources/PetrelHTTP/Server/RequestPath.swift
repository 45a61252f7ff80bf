/// A request's target, cut at its `?`.
struct RequestPath {
    let path: Substring
    /// What follows `?`, still encoded.
    let query: Substring

    init(_ target: String) {
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        path = target[..<mark]
        query = mark == target.endIndex ? "" : target[target.utf8.index(after: mark)...]
    }

    /// What follows `/client/api/`, empty when nothing does; `nil` for paths of anyone else.
    var command: Substring? {
        let root = "/client/api"
        guard path.hasPrefix(root) else { return nil }
        let rest = path.dropFirst(root.utf8.count)
        guard !rest.isEmpty else { return rest }
        guard rest.first == "/", !rest.dropFirst().contains("/") else { return nil }
        return rest.dropFirst()
    }
}
