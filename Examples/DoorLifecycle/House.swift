import PetrelStates

/// Knows where each of its doors is. The state machine says where they may go.
struct House {
    let doors: StateMachine<Door.State, Door.Trigger>
    private(set) var states: [String: Door.State] = [:]

    init(listeners: StateListeners) {
        doors = StateMachine(Door.self, listeners: listeners)
    }

    mutating func install(_ door: String) {
        states[door] = Door.initial[0]
    }

    /// Fires a trigger on a door. Nothing has changed when this throws.
    mutating func fire(
        _ trigger: Door.Trigger, on door: String, attributes: [String: String] = [:]
    ) throws {
        guard let state = states[door] else { throw NoSuchDoor(name: door) }
        let context = TransitionContext(attributes: attributes)
        // This is where a server would write to its database.
        states[door] = try doors.fire(trigger, on: door, in: state, context: context) { change in
            Door.State(rawValue: change.to)
        }
    }
}

struct NoSuchDoor: Error {
    let name: String
}
