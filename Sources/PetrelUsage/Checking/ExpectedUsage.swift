internal import PetrelCloud
internal import PetrelStates

/// What has to be open in each state of a kind, worked out from its rows.
struct ExpectedUsage: Sendable {
    private struct Place: Hashable {
        let state: String
        let meter: Meter
    }

    private var possible: [Place: Set<Bool>] = [:]
    let meters: [Meter]

    init<Life: CloudResource>(_ life: Life.Type) {
        meters = Life.meters.filter { !MeterTerms.bySubject.contains($0) }
        for meter in meters { spread(meter, life) }
    }

    /// Whether the meter runs in the state; `nil` when the way there decides.
    func isOpen(_ meter: Meter, in state: String) -> Bool? {
        let possible = possible[Place(state: state, meter: meter)] ?? []
        return possible.count == 1 ? possible.first : nil
    }

    /// Follows every row from every beginning until nothing new is reached.
    private mutating func spread<Life: CloudResource>(_ meter: Meter, _ life: Life.Type) {
        var open = Life.initial.map { state in
            (state, Self.apply(Life.meteredAtCreation[state] ?? [], meter, false))
        }
        while let (state, isOpen) = open.popLast() {
            let place = Place(state: state.rawValue, meter: meter)
            guard possible[place, default: []].insert(isOpen).inserted else { continue }
            for row in Life.transitions where row.from == state {
                let next = Self.apply(row.metering, meter, isOpen)
                open += row.targets.map { ($0, next) }
            }
        }
    }

    private static func apply(_ metering: [Metering], _ meter: Meter, _ isOpen: Bool) -> Bool {
        metering.reduce(isOpen) { isOpen, meaning in
            switch meaning {
            case .opens(meter), .changes(meter): true
            case .closes(meter): false
            default: isOpen
            }
        }
    }

    static let byKind: [String: ExpectedUsage] = Dictionary(
        uniqueKeysWithValues: ResourceCatalogue.all.filter { !$0.meters.isEmpty }
            .map { ($0.kind, made(of: $0)) })

    private static func made<Life: CloudResource>(of life: Life.Type) -> ExpectedUsage {
        ExpectedUsage(life)
    }
}
