import PetrelStates

extension ResourceSection {
    /// A state's line: how a resource may be in it, and what it means.
    static func state(_ state: AnyStateDescription, _ machine: AnyStateMachine) -> [String] {
        let begins = machine.initial.contains(state.name) ? ["initial"] : []
        let removable = state.isRemovable && state.role != .final ? ["removable"] : []
        let role = (begins + [name(state.role)] + removable).joined(separator: ", ")
        return [Markdown.code(state.name), role, state.meaning]
    }

    /// The rows, folded away; triggers that do the same share a line.
    static func rows(_ machine: AnyStateMachine) -> [String] {
        guard !machine.transitions.isEmpty else {
            return ["No rows: it is made and removed, and in between its state never changes.", ""]
        }
        let count = machine.transitions.count
        let table = Markdown.table(
            ["From", "On", "To", "Usage", "Note"], Merged.rows(of: machine.transitions).map(\.cells)
        )
        let summary = "<summary>\(count) \(count == 1 ? "row" : "rows")</summary>"
        return ["<details>\(summary)", ""] + table + ["", "</details>", ""]
    }

    private static func name(_ role: StateRole) -> String {
        switch role {
        case .stable: "stable"
        case .transient(let limit): "transient, \(spoken(limit))"
        case .final: "final"
        case .outside: "outside"
        }
    }

    /// In the largest unit that leaves a whole number.
    static func spoken(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        if seconds > 0, seconds % 3600 == 0 { return "\(seconds / 3600) h" }
        if seconds > 0, seconds % 60 == 0 { return "\(seconds / 60) min" }
        return "\(seconds) s"
    }
}

/// Rows that differ in nothing but the trigger.
private struct Merged {
    var triggers: [String]
    let row: AnyTransition

    var cells: [String] {
        [
            Markdown.code(row.from), Markdown.codes(triggers),
            row.targets.map(Markdown.code).joined(separator: " or "),
            row.metering.map(\.phrase).joined(separator: ", "), note,
        ]
    }

    private var note: String {
        let parts = [row.isSilent ? "silent" : nil, row.condition.map { "if \($0.requirement)" }]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    private func covers(_ other: AnyTransition) -> Bool {
        row.from == other.from && row.targets == other.targets && row.metering == other.metering
            && row.isSilent == other.isSilent
            && row.condition?.requirement == other.condition?.requirement
    }

    /// In the order of each first row.
    static func rows(of transitions: [AnyTransition]) -> [Merged] {
        transitions.reduce(into: []) { merged, row in
            if let known = merged.firstIndex(where: { $0.covers(row) }) {
                merged[known].triggers.append(row.trigger)
            } else {
                merged.append(Merged(triggers: [row.trigger], row: row))
            }
        }
    }
}
