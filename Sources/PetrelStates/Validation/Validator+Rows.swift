extension Validator {
    private struct Cell: Hashable {
        let state: String
        let trigger: String
    }

    var repeatedRows: [LifecycleFinding] {
        repeated(in: table.rows.map { Cell(state: $0.from, trigger: $0.trigger) }).map {
            finding(
                .rowListedTwice, state: $0.state, trigger: $0.trigger,
                "two rows begin in \($0.state) on \($0.trigger); only the first counts.",
                "Keep one; with several targets, write `toOneOf`.")
        }
    }

    var targets: [LifecycleFinding] {
        table.rows.flatMap { row -> [LifecycleFinding] in
            if row.targets.isEmpty {
                return [finding(.rowWithoutTarget, row, "leads nowhere.", "Name its targets.")]
            }
            return repeated(in: row.targets).map {
                finding(.targetListedTwice, row, "lists \($0) twice.", "List it once.")
            }
        }
    }

    /// Rows into states declared outside, or through names the kind does not list at all.
    var outsideRows: [LifecycleFinding] {
        table.rows.flatMap { row -> [LifecycleFinding] in
            let states = ([row.from] + row.targets).reduce(into: [String]()) { states, state in
                if !states.contains(state) { states.append(state) }
            }
            let entered = row.targets.filter { $0 != row.from }
            let outside = entered.filter { role(of: $0) == .outside }.map {
                finding(
                    .rowOutside, row, "enters \($0), which is declared outside.",
                    "Describe \($0) as part of the life, or remove the row.")
            }
            let unlisted = states.filter { table.statePositions[$0] == nil }.map {
                finding(
                    .unlistedState, row, "concerns \($0), which `allCases` leaves out.",
                    "Add \($0) to `allCases`, or remove the row.")
            }
            return outside + unlisted
        }
    }

    var silentRows: [LifecycleFinding] {
        table.rows.filter(\.isSilent).flatMap { row in
            let moves =
                row.isSelfTransition
                ? []
                : [
                    finding(
                        .silentChange, row, "changes the state in silence.",
                        "Only self-transitions may be silent.")
                ]
            let meters =
                row.metering.isEmpty
                ? []
                : [
                    finding(
                        .silentMetering, row, "is metered, yet nobody is told.",
                        "Let it be told, or drop the metering.")
                ]
            return moves + meters
        }
    }

    /// Rows by which an ended life would go on.
    var finalRows: [LifecycleFinding] {
        table.rows.filter { role(of: $0.from) == .final }.flatMap { row in
            row.targets.filter { ![.final, nil].contains(role(of: $0)) }.map {
                finding(
                    .finalStateLeft, row, "leads from a final state to \($0), which is not final.",
                    "Remove the row, or describe \(row.from) as stable.")
            }
        }
    }

    var triggers: [LifecycleFinding] {
        let used = Set(table.rows.map(\.trigger))
        let outside = Set(table.outsideTriggers)
        let unused = table.triggerNames.filter { !used.contains($0) && !outside.contains($0) }
        return unused.map {
            finding(
                .unusedTrigger, trigger: $0, "no row is taken on \($0).",
                "Add its rows, or list it in `outsideTriggers`.")
        }
            + table.rows.filter { outside.contains($0.trigger) }.map {
                finding(
                    .outsideTriggerUsed, $0, "uses a trigger declared outside.",
                    "Remove \($0.trigger) from `outsideTriggers`, or remove the row.")
            }
            + table.rows.filter { table.triggerPositions[$0.trigger] == nil }.map {
                finding(
                    .unlistedTrigger, $0, "uses a trigger that `allCases` leaves out.",
                    "Add \($0.trigger) to `allCases`, or remove the row.")
            }
    }
}
