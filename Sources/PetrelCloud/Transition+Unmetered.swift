internal import PetrelStates

extension Transition {
    /// The same row in the life of a resource that nobody pays for.
    var unmetered: Self {
        guard targets.count == 1 else {
            return .from(from, on: trigger, toOneOf: targets, when: condition)
        }
        return .from(from, on: trigger, to: targets[0], silent: isSilent, when: condition)
    }
}
