public import PetrelStates

/// A file system that several machines mount: a volume and a small machine that serves it.
///
/// It begins `Allocated` and is `Ready` once it is served, or in `Error` if that did not work. It
/// is stopped and started like a machine, keeps its data while `Stopped`, and can be taken back
/// from `Destroyed` until it is expunged.
///
/// The rows are CloudStack's (`org.apache.cloudstack.storage.sharedfs.SharedFS.State`), none added
/// and none left out. An expunge that fails has no row: it stays `Expunging` and is asked for
/// again. The file system is not metered: its volume is.
public enum SharedFileSystem: CloudResource {
    public enum State: String, LifecycleName {
        case allocated = "Allocated"
        case ready = "Ready"
        case stopping = "Stopping"
        case stopped = "Stopped"
        case starting = "Starting"
        case destroyed = "Destroyed"
        case expunging = "Expunging"
        case expunged = "Expunged"
        case error = "Error"
    }

    public enum Trigger: String, LifecycleName {
        case stopRequested = "StopRequested"
        case startRequested = "StartRequested"
        case destroyRequested = "DestroyRequested"
        case operationSucceeded = "OperationSucceeded"
        case operationFailed = "OperationFailed"
        case expungeOperation = "ExpungeOperation"
        case recoveryRequested = "RecoveryRequested"
    }

    public static let kind = "SharedFS"
    public static let family = ResourceFamily.storage
    public static let initial: [State] = [.allocated]

    public static let states: [StateDescription<State>] = [
        .stable(.allocated, "a record, nothing served yet"),
        .stable(.ready, "can be mounted"),
        .transient(.stopping, "going out of service", limit: .minutes(10)),
        .stable(.stopped, "out of service, its data kept"),
        .transient(.starting, "coming into service", limit: .minutes(10)),
        .stable(.destroyed, "marked for deletion, can be recovered"),
        .transient(.expunging, "being removed for good", limit: .hours(1)),
        .final(.expunged, "gone"),
        .stable(.error, "could not be created"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.allocated, on: .operationSucceeded, to: .ready),
        .from(.allocated, on: .operationFailed, to: .error),
        .from(.ready, on: .stopRequested, to: .stopping),
        .from(.stopping, on: .operationSucceeded, to: .stopped),
        .from(.stopping, on: .operationFailed, to: .ready),
        .from(.stopped, on: .startRequested, to: .starting),
        .from(.starting, on: .operationSucceeded, to: .ready),
        .from(.starting, on: .operationFailed, to: .stopped),

        .from(.stopped, on: .destroyRequested, to: .destroyed),
        .from(.error, on: .destroyRequested, to: .destroyed),
        .from(.destroyed, on: .recoveryRequested, to: .stopped),
        .from(.destroyed, on: .expungeOperation, to: .expunging),
        .from(.error, on: .expungeOperation, to: .expunging),
        .from(.expunging, on: .expungeOperation, to: .expunging),
        .from(.expunging, on: .operationSucceeded, to: .expunged),
    ]

    public static let eventTypes: [EventType] = [
        "SHAREDFS.CREATE", "SHAREDFS.START", "SHAREDFS.STOP", "SHAREDFS.RESTART", "SHAREDFS.UPDATE",
        "SHAREDFS.CHANGE.SERVICE.OFFERING", "SHAREDFS.CHANGE.DISK.OFFERING", "SHAREDFS.DESTROY",
        "SHAREDFS.EXPUNGE", "SHAREDFS.RECOVER",
    ]
}
