public import PetrelStates

/// The task of bringing back one machine whose host is lost, or of moving it away in time.
///
/// After the loss of a host it begins `Investigating`: a machine that turns out to live, because
/// its host is back, ends the work `Cancelled`; one that does not is `Scheduled` for a worker. The
/// worker fences the old host, stops, restarts or migrates, one state for each. A step that failed
/// goes back to `Scheduled` to be tried again, until the work is over (`Done`), its tries are used
/// up (`Done` as well) or a worker gives up (`Error`).
///
/// CloudStack has no state machine. Its manager's rows for investigation, migration and the end are
/// here, that of the used-up tries written out for every open state; it stores what else a worker
/// answers as it is. The rows in and out of `Fencing`, `Stopping` and `Restarting`, `RetryLater`
/// and `GaveUp` are our design.
public enum HAWork: CloudResource {
    public enum State: String, LifecycleName {
        case scheduled = "Scheduled"
        case investigating = "Investigating"
        case fencing = "Fencing"
        case stopping = "Stopping"
        case restarting = "Restarting"
        case migrating = "Migrating"
        case cancelled = "Cancelled"
        case done = "Done"
        case error = "Error"
    }

    public enum Trigger: String, LifecycleName {
        case vmNotAlive = "VmNotAlive"
        case hostBack = "HostBack"
        case startFencing = "StartFencing"
        case startStop = "StartStop"
        case startRestart = "StartRestart"
        case startMigration = "StartMigration"
        case retryLater = "RetryLater"
        case finished = "Finished"
        case retriesExhausted = "RetriesExhausted"
        case gaveUp = "GaveUp"
    }

    public static let kind = "HaWork"
    public static let family = ResourceFamily.infrastructure
    public static let initial: [State] = [.scheduled, .investigating]

    public static let states: [StateDescription<State>] = [
        .transient(.scheduled, "waits for a worker", limit: .minutes(30)),
        .transient(.investigating, "is the machine alive?", limit: .minutes(30)),
        .transient(.fencing, "its old host is being cut off", limit: .minutes(10)),
        .transient(.stopping, "being stopped", limit: .minutes(30)),
        .transient(.restarting, "being started elsewhere", limit: .minutes(30)),
        .transient(.migrating, "being moved away", limit: .hours(1)),
        .final(.cancelled, "dropped, the machine was alive"),
        .final(.done, "over"),
        .final(.error, "given up"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.investigating, on: .vmNotAlive, to: .scheduled),
        .from(.investigating, on: .hostBack, to: .cancelled),
        .from(.investigating, on: .retriesExhausted, to: .done),

        .from(.scheduled, on: .startFencing, to: .fencing),
        .from(.scheduled, on: .startStop, to: .stopping),
        .from(.scheduled, on: .startRestart, to: .restarting),
        .from(.scheduled, on: .startMigration, to: .migrating),
        .from(.scheduled, on: .finished, to: .done),
        .from(.scheduled, on: .retriesExhausted, to: .done),

        .from(.fencing, on: .startRestart, to: .restarting),
        .from(.fencing, on: .retryLater, to: .scheduled),
        .from(.fencing, on: .retriesExhausted, to: .done),
        .from(.fencing, on: .gaveUp, to: .error),
        .from(.stopping, on: .finished, to: .done),
        .from(.stopping, on: .retryLater, to: .scheduled),
        .from(.stopping, on: .retriesExhausted, to: .done),
        .from(.stopping, on: .gaveUp, to: .error),
        .from(.restarting, on: .finished, to: .done),
        .from(.restarting, on: .retryLater, to: .scheduled),
        .from(.restarting, on: .retriesExhausted, to: .done),
        .from(.restarting, on: .gaveUp, to: .error),
        .from(.migrating, on: .finished, to: .done),
        .from(.migrating, on: .retryLater, to: .scheduled),
        .from(.migrating, on: .retriesExhausted, to: .done),
        .from(.migrating, on: .gaveUp, to: .error),
    ]

    public static let eventTypes: [EventType] = []
}
