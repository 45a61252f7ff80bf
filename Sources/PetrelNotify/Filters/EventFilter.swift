internal import PetrelCloud

/// What a subscription asks of an event, in the dialects of the CloudEvents Subscriptions specification.
indirect enum EventFilter: Sendable, Hashable {
    struct Term: Sendable, Hashable {
        let attribute: EventAttribute
        let value: String
    }

    /// Every term's attribute has exactly this value.
    case exact([Term])
    /// Every term's attribute begins with this.
    case prefix([Term])
    /// Every term's attribute ends with this.
    case suffix([Term])
    case all([EventFilter])
    case any([EventFilter])
    case not(EventFilter)

    /// An attribute that the event does not have equals nothing, begins with nothing and ends with nothing.
    func matches(_ event: CloudEvent) -> Bool {
        switch self {
        case .exact(let terms): terms.allSatisfy { $0.attribute.value(of: event) == $0.value }
        case .prefix(let terms):
            terms.allSatisfy { term in
                term.attribute.value(of: event)?.utf8.starts(with: term.value.utf8) ?? false
            }
        case .suffix(let terms):
            terms.allSatisfy { term in
                term.attribute.value(of: event)?.utf8.reversed()
                    .starts(with: term.value.utf8.reversed()) ?? false
            }
        case .all(let filters): filters.allSatisfy { $0.matches(event) }
        case .any(let filters): filters.contains { $0.matches(event) }
        case .not(let filter): !filter.matches(event)
        }
    }

    /// How much asking one event costs: the number of comparisons.
    var cost: Int {
        switch self {
        case .exact(let terms), .prefix(let terms), .suffix(let terms): terms.count
        case .all(let filters), .any(let filters): filters.reduce(1) { $0 + $1.cost }
        case .not(let filter): 1 + filter.cost
        }
    }
}
