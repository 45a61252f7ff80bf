/// Work that one does at a time, and once more when somebody asked for it meanwhile.
struct Turn: Sendable {
    private var isTaken = false
    private var isWanted = false

    /// Whether the caller is to do the work; if not, whoever does it now will do it again.
    mutating func take() -> Bool {
        isWanted = isTaken
        defer { isTaken = true }
        return !isTaken
    }

    /// The work is done; whether it is to be done again.
    mutating func isOver() -> Bool {
        defer { (isTaken, isWanted) = (isWanted, false) }
        return !isWanted
    }

    /// The work could not be done.
    mutating func giveUp() { (isTaken, isWanted) = (false, false) }
}
