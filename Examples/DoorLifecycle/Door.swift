import PetrelStates

/// A sliding door, from the wall it is built into to the scrap heap.
///
/// While it stands open, warm air leaves: that is what it is metered by.
enum Door: Lifecycle {
    enum State: String, LifecycleName {
        case closed = "Closed"
        case opening = "Opening"
        case open = "Open"
        case closing = "Closing"
        case locked = "Locked"
        case removed = "Removed"
    }

    enum Trigger: String, LifecycleName {
        case openRequested = "OpenRequested"
        case closeRequested = "CloseRequested"
        case arrived = "Arrived"
        case blocked = "Blocked"
        case lockRequested = "LockRequested"
        case unlockRequested = "UnlockRequested"
        case removed = "Removed"
    }

    static let kind = "Door"
    static let initial: [State] = [.closed]

    static let states: [StateDescription<State>] = [
        .stable(.closed, "nobody passes, anybody may ask"),
        .transient(.opening, "the wings move apart", limit: .seconds(5)),
        .stable(.open, "people pass"),
        .transient(.closing, "the wings move together", limit: .seconds(5)),
        .stable(.locked, "only the key helps"),
        .final(.removed, "taken out of the wall"),
    ]

    static let transitions: [Transition<State, Trigger>] = [
        .from(.closed, on: .openRequested, to: .opening),
        .from(.closed, on: .lockRequested, to: .locked),
        .from(.closed, on: .removed, to: .removed),
        .from(.opening, on: .arrived, to: .open, metered: [.opens(.warmAir)]),
        .from(.opening, on: .blocked, to: .closed),
        .from(.open, on: .closeRequested, to: .closing),
        .from(.closing, on: .arrived, to: .closed, metered: [.closes(.warmAir)]),
        .from(.closing, on: .blocked, to: .open),
        .from(
            .locked, on: .unlockRequested, to: .closed,
            when: Guard("the key is the brass one") { $0["key"] == "brass" }),
    ]
}

extension Meter {
    static let warmAir = Meter("WARM_AIR")
}
