internal import PetrelBus
internal import PetrelCloud
internal import PetrelStates

extension EventFilter {
    /// The names of the parameters that make a filter. An account is looked up by whoever reads it.
    static let parameters = [
        "pattern", "id", "category", "type", "resource", "kind", "account", "domain", "level",
        "outcome", "state", "job", "keyword",
    ]

    init(_ parameters: V1Parameters) throws(V1Refusal) {
        if let text = parameters.text("pattern") {
            do {
                pattern = try TopicPattern(text)
            } catch {
                throw .parameter("pattern", text, remedy: "\(error)")
            }
        }
        categories = try parameters.words("category", of: EventCategory.self) { category in
            [category.rawValue, String(category.rawValue.dropLast("Event".count))]
        }
        levels = try parameters.words("level", of: CloudEvent.Level.self)
        outcomes = try parameters.words("outcome", of: CloudEvent.Outcome.self)
        types = parameters.list("type").map(Set.init)
        // UUIDs are kept in small letters; whatever else is an id is taken as it is.
        resources = parameters.list("resource").map { list in
            Set(list.map { EventID($0) == nil ? $0 : $0.lowercased() })
        }
        kinds = parameters.list("kind").map { Set($0.map(Self.kind)) }
        states = parameters.list("state").map(Set.init)
        job = parameters.text("job")?.lowercased()
        keyword = parameters.text("keyword")?.lowercased()
        ids = try Self.ids(parameters)
    }

    /// The window of time that a list may have.
    mutating func take(timesOf parameters: V1Parameters) throws(V1Refusal) {
        from = try parameters.time("from")
        to = try parameters.time("to", endOfDay: true)
    }

    /// A kind as the catalogue spells it; kinds of plug-ins stay as they were written.
    private static func kind(_ text: String) -> String {
        ResourceCatalogue.all.first { $0.kind.lowercased() == text.lowercased() }?.kind ?? text
    }

    private static func ids(_ parameters: V1Parameters) throws(V1Refusal) -> Set<EventID>? {
        guard let list = parameters.list("id") else { return nil }
        var ids: Set<EventID> = []
        for text in list {
            guard let id = EventID(text) else {
                throw .parameter("id", text, remedy: "use ids of events: UUIDs of 36 characters")
            }
            ids.insert(id)
        }
        return ids
    }
}
