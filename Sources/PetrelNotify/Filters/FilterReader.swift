internal import PetrelBus
internal import PetrelCloud

/// Reads topics and filters as somebody wrote them, and names the place of every mistake.
struct FilterReader {
    /// What one subscription may cost: patterns, comparisons, nesting and the length of a value.
    static let mostTopics = 32
    static let mostCost = 100
    static let deepest = 8
    static let longestValue = 1_024

    private(set) var mistakes: [String] = []

    static func topics(_ json: JSONValue?, mistakes: inout [String]) -> [TopicPattern] {
        var reader = FilterReader()
        defer { mistakes += reader.mistakes }
        return reader.topics(json)
    }

    static func filters(_ json: JSONValue?, mistakes: inout [String]) -> [EventFilter] {
        var reader = FilterReader()
        defer { mistakes += reader.mistakes }
        let filters = reader.list(json, at: "filters", depth: 0)
        let cost = filters.reduce(0) { $0 + $1.cost }
        if cost > mostCost {
            reader.note("filters", "\(cost) comparisons; at most \(mostCost) are allowed")
        }
        return filters
    }

    private mutating func topics(_ json: JSONValue?) -> [TopicPattern] {
        guard let json, json != .null else { return [] }
        guard let items = json.array ?? json.string.map({ [.string($0)] }) else {
            note("topics", "a list of patterns such as *.ResourceStateEvent.#")
            return []
        }
        if items.count > Self.mostTopics {
            note("topics", "\(items.count) patterns; at most \(Self.mostTopics) are allowed")
        }
        return items.prefix(Self.mostTopics).enumerated().compactMap { index, item in
            guard let text = item.string else {
                note("topics[\(index)]", "a text such as *.ActionEvent.#")
                return nil
            }
            do {
                return try TopicPattern(text)
            } catch {
                note("topics[\(index)]", "\(error)")
                return nil
            }
        }
    }

    private mutating func list(_ json: JSONValue?, at place: String, depth: Int) -> [EventFilter] {
        guard let json, json != .null else { return [] }
        guard let items = json.array else {
            note(place, "a list of filters such as [{\"exact\": {\"type\": \"VM.START\"}}]")
            return []
        }
        return items.prefix(Self.mostCost + 1).enumerated().compactMap { index, item in
            filter(item, at: "\(place)[\(index)]", depth: depth)
        }
    }

    private mutating func filter(_ json: JSONValue, at place: String, depth: Int) -> EventFilter? {
        guard depth < Self.deepest else {
            note(place, "nested too deep; at most \(Self.deepest) levels are allowed")
            return nil
        }
        guard let object = json.object, object.count == 1, let (dialect, body) = object.first else {
            note(place, "an object with one member, which names the dialect")
            return nil
        }
        let place = "\(place).\(dialect)"
        switch dialect {
        case "exact": return terms(body, at: place).map(EventFilter.exact)
        case "prefix": return terms(body, at: place).map(EventFilter.prefix)
        case "suffix": return terms(body, at: place).map(EventFilter.suffix)
        case "all": return some(body, at: place, depth: depth).map(EventFilter.all)
        case "any": return some(body, at: place, depth: depth).map(EventFilter.any)
        case "not": return filter(body, at: place, depth: depth + 1).map(EventFilter.not)
        default:
            note(place, "unknown dialect; there are exact, prefix, suffix, all, any and not")
            return nil
        }
    }

    private mutating func some(
        _ json: JSONValue, at place: String, depth: Int
    ) -> [EventFilter]? {
        let filters = list(json, at: place, depth: depth + 1)
        if json.array?.isEmpty == true { note(place, "at least one filter belongs here") }
        return filters.isEmpty ? nil : filters
    }

    private mutating func terms(_ json: JSONValue, at place: String) -> [EventFilter.Term]? {
        guard let object = json.object, !object.isEmpty else {
            note(place, "an object of attributes and their values")
            return nil
        }
        return object.sorted { $0.key < $1.key }.compactMap { name, value in
            guard let attribute = EventAttribute(name) else {
                note("\(place).\(name.prefix(64))", "unknown; " + EventAttribute.remedy(for: name))
                return nil
            }
            guard let text = value.string, !text.isEmpty, text.utf8.count <= Self.longestValue
            else {
                note("\(place).\(name)", "a text of 1 to \(Self.longestValue) bytes")
                return nil
            }
            return EventFilter.Term(attribute: attribute, value: text)
        }
    }

    private mutating func note(_ place: String, _ text: String) {
        if mistakes.count < 20 { mistakes.append("\(place): \(text)") }
    }
}
