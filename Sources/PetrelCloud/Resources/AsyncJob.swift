public import PetrelStates

/// The work behind an asynchronous command, from its acceptance to its result.
///
/// A job is `IN_PROGRESS` from the moment it is queued, and ends once: done, failed or cancelled.
/// What its server left undone at a restart, and what nobody took from the queue, has failed.
///
/// CloudStack has no machine for it (`org.apache.cloudstack.jobs.JobInfo.Status`); the rows are
/// what its job manager does, including two endings that it writes without telling anybody. The
/// states' places, 0 to 3, are what clients read as the job's status. Jobs have events of their own
/// category, not action events.
public enum AsyncJob: CloudResource {
    public enum State: String, LifecycleName {
        case inProgress = "IN_PROGRESS"
        case succeeded = "SUCCEEDED"
        case failed = "FAILED"
        case cancelled = "CANCELLED"
    }

    public enum Trigger: String, LifecycleName {
        case completedOk = "CompletedOk"
        case completedWithError = "CompletedWithError"
        case managementServerRestart = "ManagementServerRestart"
        case cancelStaleQueueItem = "CancelStaleQueueItem"
        case workerCancelled = "WorkerCancelled"
    }

    public static let kind = "AsyncJob"
    public static let family = ResourceFamily.service
    public static let initial: [State] = [.inProgress]

    public static let states: [StateDescription<State>] = [
        .transient(.inProgress, "queued or running", limit: .hours(24)),
        .final(.succeeded, "done"),
        .final(.failed, "failed"),
        .final(.cancelled, "called off"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.inProgress, on: .completedOk, to: .succeeded),
        .from(.inProgress, on: .completedWithError, to: .failed),
        .from(.inProgress, on: .managementServerRestart, to: .failed),
        .from(.inProgress, on: .cancelStaleQueueItem, to: .failed),
        .from(.inProgress, on: .workerCancelled, to: .cancelled),
    ]

    public static let eventTypes: [EventType] = []
}
