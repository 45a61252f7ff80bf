internal import PetrelCloud
internal import PetrelLedger
internal import PetrelStates

/// How many resources there are of each kind and state, counted anew after 15 seconds at the
/// earliest, however often somebody asks.
actor ResourceCounts {
    struct Row: Sendable {
        let kind: String
        let state: String
        let count: Int
    }

    private static let fresh = Duration.seconds(15)

    private let ledger: any Ledger
    private var counted: ContinuousClock.Instant?
    private var rows: [Row] = []
    private var counting: Task<[Row], any Error>?

    init(ledger: any Ledger) { self.ledger = ledger }

    func current() async throws -> [Row] {
        if let counted, .now - counted < Self.fresh { return rows }
        let task = counting ?? Task { try await Self.count(in: ledger) }
        counting = task
        defer { counting = nil }
        rows = try await task.value
        counted = .now
        return rows
    }

    private static func count(in ledger: any Ledger) async throws -> [Row] {
        var rows: [Row] = []
        for life in ResourceCatalogue.all {
            guard try await ledger.count(ResourceQuery(kind: life.kind)) > 0 else { continue }
            for state in states(of: life) {
                var query = ResourceQuery(kind: life.kind)
                query.states = [state]
                let count = try await ledger.count(query)
                if count > 0 { rows.append(Row(kind: life.kind, state: state, count: count)) }
            }
        }
        return rows
    }

    private static func states<Life: CloudResource>(of life: Life.Type) -> [String] {
        life.states.map(\.state.rawValue)
    }
}
