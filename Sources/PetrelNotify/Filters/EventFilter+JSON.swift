internal import PetrelCloud

extension EventFilter {
    /// As it was written, so that what one reads back can be sent again.
    var json: JSONValue {
        switch self {
        case .exact(let terms): ["exact": Self.json(terms)]
        case .prefix(let terms): ["prefix": Self.json(terms)]
        case .suffix(let terms): ["suffix": Self.json(terms)]
        case .all(let filters): ["all": .array(filters.map(\.json))]
        case .any(let filters): ["any": .array(filters.map(\.json))]
        case .not(let filter): ["not": filter.json]
        }
    }

    private static func json(_ terms: [Term]) -> JSONValue {
        .object(Dictionary(terms.map { ($0.attribute.name, .string($0.value)) }) { $1 })
    }
}
