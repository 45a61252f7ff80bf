/// The rows of one kind as a dense table: one cell for each state and trigger, found by position.
///
/// Where two rows claim one cell the first keeps it; `validate()` reports the second. Rows that
/// name a state or trigger the kind does not list have no cell.
final class TransitionTable: Sendable {
    let kind: String
    let initial: [String]
    let stateNames: [String]
    let triggerNames: [String]
    let outsideTriggers: [String]
    /// As declared, also when a state is described twice.
    let descriptions: [AnyStateDescription]
    /// As declared.
    let rows: [AnyTransition]

    let statePositions: [String: Int]
    let triggerPositions: [String: Int]
    private let rowTargets: [[Int]]
    private let cells: [Int32]

    private static let empty: Int32 = -1

    init(
        kind: String, initial: [String], stateNames: [String], triggerNames: [String],
        outsideTriggers: [String], descriptions: [AnyStateDescription], rows: [AnyTransition]
    ) {
        let states = Self.positions(stateNames)
        let triggers = Self.positions(triggerNames)
        self.kind = kind
        self.initial = initial
        self.stateNames = stateNames
        self.triggerNames = triggerNames
        self.outsideTriggers = outsideTriggers
        self.descriptions = descriptions
        self.rows = rows
        statePositions = states
        triggerPositions = triggers
        rowTargets = rows.map { row in row.targets.compactMap { states[$0] } }

        var cells = Array(repeating: Self.empty, count: stateNames.count * triggerNames.count)
        for (number, row) in rows.enumerated() {
            guard let state = states[row.from], let trigger = triggers[row.trigger] else {
                continue
            }
            let cell = state * triggerNames.count + trigger
            if cells[cell] == Self.empty { cells[cell] = Int32(number) }
        }
        self.cells = cells
    }

    /// The number of the row for this state and trigger.
    func row(state: Int, trigger: Int) -> Int? {
        let number = cells[state * triggerNames.count + trigger]
        return number == Self.empty ? nil : Int(number)
    }

    /// For each cell the target of its row, if that is the only one and nothing else is asked for.
    var plainTargets: [Int?] {
        cells.map { number in
            guard number != Self.empty, rows[Int(number)].condition == nil else { return nil }
            let targets = rowTargets[Int(number)]
            return targets.count == 1 ? targets[0] : nil
        }
    }

    /// Where a row may lead, as positions.
    func targets(ofRow row: Int) -> [Int] { rowTargets[row] }

    /// The triggers with a row from this state, in the kind's order.
    func triggers(from state: Int) -> [Int] {
        triggerNames.indices.filter { row(state: state, trigger: $0) != nil }
    }

    func description(of state: String) -> AnyStateDescription? {
        descriptions.first { $0.name == state }
    }

    private static func positions(_ names: [String]) -> [String: Int] {
        Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    }
}
