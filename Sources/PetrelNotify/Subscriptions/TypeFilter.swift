internal import PetrelCloud

/// CloudStack's filter of a webhook, on the event's type alone.
///
/// One that excludes and matches refuses; when there are some that include, one of them has to match.
struct TypeFilter: Sendable, Hashable {
    enum Mode: String, Sendable, CaseIterable {
        case include = "Include"
        case exclude = "Exclude"
    }

    enum MatchType: String, Sendable, CaseIterable {
        case exact = "Exact"
        case prefix = "Prefix"
        case suffix = "Suffix"
        case contains = "Contains"
    }

    let id: String
    var mode = Mode.include
    var matchType = MatchType.exact
    var value: String
    var created: Timestamp

    private func matches(_ type: String) -> Bool {
        switch matchType {
        case .exact: type == value
        case .prefix: type.hasPrefix(value)
        case .suffix: type.hasSuffix(value)
        case .contains: type.contains(value)
        }
    }

    static func allow(_ event: CloudEvent, _ filters: [TypeFilter]) -> Bool {
        guard !filters.isEmpty else { return true }
        let type = event.type.name
        if filters.contains(where: { $0.mode == .exclude && $0.matches(type) }) { return false }
        let including = filters.filter { $0.mode == .include }
        return including.isEmpty || including.contains { $0.matches(type) }
    }
}
