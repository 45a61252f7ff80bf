/// Looks for mistakes in a table. Every rule reports all it finds, in the order of the table.
struct Validator {
    let table: TransitionTable

    var findings: [LifecycleFinding] {
        naming + initialStates + descriptions + repeatedRows + targets + outsideRows + silentRows
            + triggers + reachability + limits + waysOut + finalRows
    }

    func finding(
        _ problem: LifecycleFinding.Problem, state: String? = nil, trigger: String? = nil,
        _ message: String, _ remedy: String
    ) -> LifecycleFinding {
        LifecycleFinding(
            kind: table.kind, problem: problem, state: state, trigger: trigger,
            message: "\(table.kind): \(message)", remedy: remedy)
    }

    func finding(
        _ problem: LifecycleFinding.Problem, _ row: AnyTransition, _ message: String,
        _ remedy: String
    ) -> LifecycleFinding {
        finding(
            problem, state: row.from, trigger: row.trigger,
            "the row from \(row.from) on \(row.trigger) \(message)", remedy)
    }

    func role(of state: String) -> StateRole? {
        table.description(of: state)?.role
    }

    /// The elements that stood in the sequence before, each as often as it is repeated.
    func repeated<Element: Hashable>(in elements: some Sequence<Element>) -> [Element] {
        var seen: Set<Element> = []
        return elements.filter { !seen.insert($0).inserted }
    }
}

extension AnyStateMachine {
    /// Every mistake in the table; empty when two readers of it cannot disagree about where a
    /// resource may go, every state can be reached and, unless it is final, left.
    public func validate() -> [LifecycleFinding] {
        Validator(table: table).findings
    }
}

extension StateMachine {
    /// Every mistake in the table; see ``AnyStateMachine/validate()``.
    public func validate() -> [LifecycleFinding] {
        erased.validate()
    }
}
