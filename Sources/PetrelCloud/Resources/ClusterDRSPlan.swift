public import PetrelStates

/// A list of migrations that would spread the machines of a cluster more evenly.
///
/// A plan made by hand is `UNDER_REVIEW` until somebody has it executed; one made by schedule is
/// `READY` at once. The next run picks it up: `IN_PROGRESS` while its machines move, `COMPLETED`
/// when every migration is over, well or badly, or there was nothing to do.
///
/// CloudStack has no state machine; these are its manager's rows and no others. How each migration
/// went is told by the machines' own events.
public enum ClusterDRSPlan: CloudResource {
    public enum State: String, LifecycleName {
        case underReview = "UNDER_REVIEW"
        case ready = "READY"
        case inProgress = "IN_PROGRESS"
        case completed = "COMPLETED"
    }

    public enum Trigger: String, LifecycleName {
        case execute = "Execute"
        case pick = "Pick"
        case nothingToDo = "NothingToDo"
        case allMigrationsDone = "AllMigrationsDone"
    }

    public static let kind = "ClusterDrsPlan"
    public static let family = ResourceFamily.infrastructure
    public static let initial: [State] = [.underReview, .ready]

    public static let states: [StateDescription<State>] = [
        .stable(.underReview, "proposed by hand, not yet asked for"),
        .transient(.ready, "waits for the next run", limit: .hours(1)),
        .transient(.inProgress, "its migrations are running", limit: .hours(6)),
        .final(.completed, "over"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.underReview, on: .execute, to: .ready),
        .from(.ready, on: .pick, to: .inProgress),
        .from(.ready, on: .nothingToDo, to: .completed),
        .from(.inProgress, on: .allMigrationsDone, to: .completed),
    ]

    public static let eventTypes: [EventType] = ["CLUSTER.DRS", "CLUSTER.DRS.GENERATE"]
}
