import PetrelStates

/// A disk with something of everything: transient states, a guard, a choice of targets,
/// self-transitions that are told and that are silent, metering, a final state, and a state and a
/// trigger outside its life.
enum Drive: Lifecycle {
    enum State: String, LifecycleName {
        case new = "New"
        case formatting = "Formatting"
        case ready = "Ready"
        case mounted = "Mounted"
        case removed = "Removed"
        case legacy = "Legacy"
    }
    enum Trigger: String, LifecycleName {
        case format = "Format"
        case done = "Done"
        case mount = "Mount"
        case unmount = "Unmount"
        case remove = "Remove"
        case report = "Report"
        case rewind = "Rewind"
    }
    static let kind = "Drive"
    static let initial: [State] = [.new]
    static let outsideTriggers: [Trigger] = [.rewind]
    static let states: [StateDescription<State>] = [
        .stable(.new, "nothing is written on it"),
        .transient(.formatting, "being formatted", limit: .seconds(60)),
        .stable(.ready, "usable"),
        .stable(.mounted, "used by a machine"),
        .final(.removed, "gone"),
        .outside(.legacy, "drives of an older release"),
    ]
    static let unlocked = Guard("the drive is not locked") { $0["locked"] != "yes" }
    static let transitions: [Transition<State, Trigger>] = [
        .from(.new, on: .format, to: .formatting),
        .from(.new, on: .remove, to: .removed),
        .from(.formatting, on: .done, toOneOf: [.ready, .new], metered: [.opens(Meter("DRIVE"))]),
        .from(.formatting, on: .report, to: .formatting),
        .from(.ready, on: .mount, to: .mounted, when: unlocked),
        .from(.ready, on: .report, to: .ready, silent: true),
        .from(.ready, on: .remove, to: .removed, metered: [.closes(Meter("DRIVE"))]),
        .from(.mounted, on: .unmount, to: .ready),
    ]
}
