internal import PetrelCloud
internal import PetrelStates

/// The life of a kind as data: its rows with what they mean for usage.
struct LifeRows {
    let json: JSONValue

    init<Life: CloudResource>(_ life: Life.Type) {
        let machine = AnyStateMachine(life)
        json = [
            "kind": .string(Life.kind), "family": .string(Life.family.rawValue),
            "initial": .array(machine.initial.map(JSONValue.string)),
            "states": .array(machine.stateNames.map(JSONValue.string)),
            "transitions": .array(machine.transitions.map(Self.row)),
            "creations": .object(
                Dictionary(
                    uniqueKeysWithValues: Life.meteredAtCreation.map {
                        ($0.rawValue, Self.words($1))
                    })),
            "actions": .object(
                Dictionary(
                    uniqueKeysWithValues: Life.meteredActions.map {
                        ($0.name, Self.words($1))
                    })),
        ]
    }

    private static func row(_ row: AnyTransition) -> JSONValue {
        var members: [String: JSONValue] = [
            "from": .string(row.from), "on": .string(row.trigger),
            "to": .array(row.targets.map(JSONValue.string)), "usage": words(row.metering),
        ]
        members["onlyif"] = row.condition.map { .string($0.requirement) }
        return .object(members)
    }

    private static func words(_ metering: [Metering]) -> JSONValue {
        .array(
            metering.map { meaning in
                switch meaning {
                case .opens(let meter): .string("opens \(meter)")
                case .closes(let meter): .string("closes \(meter)")
                case .changes(let meter): .string("changes \(meter)")
                }
            })
    }
}
