/// What a diagram shows, before it has any form.
struct Picture: Sendable {
    /// A trigger as it stands beside an arrow or in a box.
    struct Label: Hashable, Sendable {
        let trigger: String
        /// What must hold besides the state.
        let requirement: String?
        /// Whether the row leads to other states as well and the caller decides.
        let isChosen: Bool
        let metering: [Metering]
        let isSilent: Bool
    }

    struct Box: Hashable, Sendable {
        let state: AnyStateDescription
        let isInitial: Bool
        /// The triggers that leave the resource where it is.
        let loops: [Label]

        /// Whether the life may also end here, without a row.
        var mayBeRemoved: Bool { state.isRemovable && state.role != .final }
    }

    /// All rows from one state to another.
    struct Arrow: Hashable, Sendable {
        let from: Int
        let to: Int
        var labels: [Label]
    }

    let kind: String
    let boxes: [Box]
    let arrows: [Arrow]
    /// States the field knows but no row concerns.
    let outside: [AnyStateDescription]
}

extension Picture {
    init(_ table: TransitionTable) {
        let states = Self.shownStates(of: table)
        let positions = Dictionary(
            zip(states.map(\.name), states.indices), uniquingKeysWith: { first, _ in first })
        var loops: [Int: [Label]] = [:]
        var arrows: [Arrow] = []
        for row in table.rows {
            for target in row.targets {
                guard let from = positions[row.from], let to = positions[target] else { continue }
                let label = Label(row)
                if from == to {
                    loops[from, default: []].append(label)
                } else if let known = arrows.firstIndex(where: { $0.from == from && $0.to == to }) {
                    arrows[known].labels.append(label)
                } else {
                    arrows.append(Arrow(from: from, to: to, labels: [label]))
                }
            }
        }
        kind = table.kind
        boxes = states.enumerated().map { position, state in
            Box(
                state: state, isInitial: table.initial.contains(state.name),
                loops: loops[position] ?? [])
        }
        self.arrows = arrows
        outside = table.descriptions.filter { $0.role == .outside && positions[$0.name] == nil }
    }

    /// The states with a place in the picture, in the kind's order: all but those outside that no
    /// row concerns.
    private static func shownStates(of table: TransitionTable) -> [AnyStateDescription] {
        let used = Set(table.rows.flatMap { [$0.from] + $0.targets } + table.initial)
        return table.stateNames.compactMap { name in
            let state =
                table.description(of: name)
                ?? AnyStateDescription(undescribed: name)
            return state.role == .outside && !used.contains(name) ? nil : state
        }
    }
}

extension Picture.Label {
    init(_ row: AnyTransition) {
        trigger = row.trigger
        requirement = row.condition?.requirement
        isChosen = row.targets.count > 1
        metering = row.metering
        isSilent = row.isSilent
    }

    /// The trigger, its requirement in brackets, and a lozenge where the caller decides the target.
    var text: String {
        trigger + (requirement.map { " [\($0)]" } ?? "") + (isChosen ? " ◇" : "")
    }
}
