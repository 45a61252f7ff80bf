/// A path with `{word}`s in it, for which anything may stand.
struct PathPattern: Sendable, Hashable {
    private let parts: [Substring]

    init(_ path: String) { parts = path.split(separator: "/") }

    /// What stands in a path for each `{word}`; `nil` when the path is another one.
    func words(in segments: [String]) -> [String: String]? {
        guard parts.count == segments.count else { return nil }
        var words: [String: String] = [:]
        for (part, segment) in zip(parts, segments) {
            if part.hasPrefix("{"), part.hasSuffix("}") {
                words[String(part.dropFirst().dropLast())] = segment
            } else if part != segment {
                return nil
            }
        }
        return words
    }
}
