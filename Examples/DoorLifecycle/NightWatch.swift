import PetrelStates

/// Objects to open doors at night.
struct NightWatch: StateListener {
    func willTransition(_ change: StateChange, context: TransitionContext) throws {
        if change.to == Door.State.opening.rawValue, context.attributes["time"] == "night" {
            throw AfterHours()
        }
    }
}

struct AfterHours: Error, CustomStringConvertible {
    let description = "come back in the morning"
}
