/// Calls resources by their names, which only some of their events have.
struct ResourceNames {
    /// Enough for what one reader can have in mind.
    private static let most = 10_000

    private var names: [String: String] = [:]

    /// The kind and the name that this event or an earlier one told, or else the end of the id: ids
    /// of one time begin alike.
    mutating func label(of event: EventSummary) -> String {
        guard !event.kind.isEmpty else { return "" }
        let id = event.resourceID
        if let name = event.resourceName {
            if names.count >= Self.most { names.removeAll() }
            names[id] = name
        }
        return "\(event.kind) \(names[id] ?? "…" + id.suffix(12))"
    }
}
