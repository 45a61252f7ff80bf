extension Validator {
    var naming: [LifecycleFinding] {
        guard table.kind.isEmpty else { return [] }
        return [
            finding(.unnamedKind, "the kind has no name.", "Give `kind` a name as in events.")
        ]
    }

    var initialStates: [LifecycleFinding] {
        if table.initial.isEmpty {
            return [
                finding(
                    .noInitialState, "no resource can begin.", "Name at least one initial state.")
            ]
        }
        let outside = table.initial.filter { role(of: $0) == .outside }
        return outside.map {
            finding(
                .initialStateOutside, state: $0, "\($0) is initial, yet declared outside.",
                "Describe it as stable or transient, or begin elsewhere.")
        }
            + repeated(in: table.initial).map {
                finding(
                    .initialStateListedTwice, state: $0, "\($0) is listed as initial twice.",
                    "List it once.")
            }
    }

    var descriptions: [LifecycleFinding] {
        let described = Set(table.descriptions.map(\.name))
        let missing = table.stateNames.filter { !described.contains($0) }
        return missing.map {
            finding(
                .undescribedState, state: $0, "\($0) is not described.",
                "Add its meaning to `states`; if no row concerns it, as outside.")
        }
            + repeated(in: table.descriptions.map(\.name)).map {
                finding(
                    .stateDescribedTwice, state: $0, "\($0) is described twice.",
                    "Keep one description.")
            }
    }

    /// A limit of nothing is no limit: the watchdog would ask at once.
    var limits: [LifecycleFinding] {
        table.descriptions.filter { ($0.role.limit ?? .seconds(1)) <= .zero }.map {
            finding(
                .transientStateWithoutLimit, state: $0.name,
                "\($0.name) is transient with a time limit that is not above zero.",
                "Say how long the work may take.")
        }
    }

    /// States that a resource enters and can never leave, though it neither ends there nor may be
    /// removed.
    var waysOut: [LifecycleFinding] {
        let left = Set(
            table.rows.filter { !Set($0.targets).subtracting([$0.from]).isEmpty }.map(\.from))
        let removable = Set(table.descriptions.filter(\.isRemovable).map(\.name))
        let stuck = table.stateNames.filter { !left.contains($0) && !removable.contains($0) }
        return stuck.compactMap { state in
            switch role(of: state) {
            case .transient:
                finding(
                    .transientStateWithoutWayOut, state: state,
                    "\(state) is transient, but no row leads to another state.",
                    "Add the rows that end the work, or describe it as stable or final.")
            case .stable:
                finding(
                    .deadEnd, state: state,
                    "\(state) is a dead end: no row leads to another state.",
                    "Add a way out, or describe it as removable or final.")
            case .final, .outside, nil: nil
            }
        }
    }

    var reachability: [LifecycleFinding] {
        guard !table.initial.isEmpty else { return [] }
        var reached = Set(table.initial)
        var frontier = table.initial
        while let state = frontier.popLast() {
            for target in table.rows.filter({ $0.from == state }).flatMap(\.targets)
            where reached.insert(target).inserted {
                frontier.append(target)
            }
        }
        let unreached = table.stateNames.filter { !reached.contains($0) }
        return unreached.filter { role(of: $0) != .outside }.map {
            finding(
                .unreachableState, state: $0,
                "\($0) cannot be reached from \(table.initial.joined(separator: " or ")).",
                "Add the row that enters it, make it initial, or describe it as outside.")
        }
    }
}
