internal import PetrelStates

/// A life as two tables: what each state means, and what leads where.
struct StateTable {
    private let machine: AnyStateMachine

    init(_ machine: AnyStateMachine) { self.machine = machine }

    func lines(width: Int?) -> [String] {
        let paint = Paint.of(.output)
        return [
            paint("\(machine.kind) begins as \(machine.initial.joined(separator: ", "))", .bold)
        ]
            + [""] + states.lines(width: width, paint: paint)
            + [""] + rows.lines(width: width, paint: paint)
    }

    private var states: Table {
        var table = Table([
            .init(title: "state"), .init(title: "role"), .init(title: "meaning", isFlexible: true),
        ])
        for state in machine.states {
            table.add([state.name, state.role.description, state.meaning])
        }
        return table
    }

    private var rows: Table {
        var table = Table([
            .init(title: "from"), .init(title: "on"), .init(title: "to"),
            .init(title: "only if", isFlexible: true),
        ])
        for row in machine.transitions {
            table.add([
                row.from, row.trigger, row.targets.joined(separator: " or "),
                row.condition?.requirement ?? "",
            ])
        }
        return table
    }
}
