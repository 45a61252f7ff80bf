public import PetrelStates

/// A picture of a whole virtual machine: all its volumes and, if asked for, its memory.
///
/// Once taken it is `Ready`; the machine can be reverted to it any number of times, and it stays
/// ready whether that works or not. Deletion (`Expunging`) leads to `Removed`, or hides a snapshot
/// that others still build on. What fails for good is in `Error`, from where only deletion is left.
///
/// The rows are CloudStack's (`com.cloud.vm.snapshot.VMSnapshot.State`), none added and none left
/// out.
///
/// Both meters, `VM_SNAPSHOT` and `VM_SNAPSHOT_ON_PRIMARY`, run while the snapshot can be used,
/// that is until its deletion is asked for: no row leads back from there, so nobody pays for a
/// deletion that drags on. CloudStack cuts the former at each later snapshot of the same machine;
/// here every snapshot has an interval of its own.
public enum VMSnapshot: CloudResource {
    public enum State: String, LifecycleName {
        case allocated = "Allocated"
        case creating = "Creating"
        case ready = "Ready"
        case reverting = "Reverting"
        case expunging = "Expunging"
        case removed = "Removed"
        case error = "Error"
        case hidden = "Hidden"
    }

    public enum Trigger: String, LifecycleName {
        case createRequested = "CreateRequested"
        case operationFailed = "OperationFailed"
        case operationSucceeded = "OperationSucceeded"
        case revertRequested = "RevertRequested"
        case expungeRequested = "ExpungeRequested"
        case hide = "Hide"
    }

    public static let kind = "VMSnapshot"
    public static let family = ResourceFamily.compute
    public static let initial: [State] = [.allocated]

    public static let states: [StateDescription<State>] = [
        .stable(.allocated, "a record, nothing taken yet"),
        .transient(.creating, "being taken", limit: .hours(1)),
        .stable(.ready, "complete and usable"),
        .transient(.reverting, "the machine is going back to it", limit: .hours(1)),
        .transient(.expunging, "being deleted", limit: .hours(1)),
        .final(.removed, "deleted"),
        .stable(.error, "failed for good, can only be deleted"),
        .stable(.hidden, "deleted for its owner, kept because others build on it"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.allocated, on: .createRequested, to: .creating),
        .from(
            .creating, on: .operationSucceeded, to: .ready,
            metered: [.opens(.vmSnapshot), .opens(.vmSnapshotOnPrimary)]),
        .from(.creating, on: .operationFailed, to: .error),
        .from(.ready, on: .revertRequested, to: .reverting),
        .from(.reverting, on: .operationSucceeded, to: .ready),
        .from(.reverting, on: .operationFailed, to: .ready),
        .from(
            .ready, on: .expungeRequested, to: .expunging,
            metered: [.closes(.vmSnapshot), .closes(.vmSnapshotOnPrimary)]),
        .from(.error, on: .expungeRequested, to: .expunging),
        .from(.hidden, on: .expungeRequested, to: .expunging),
        .from(.expunging, on: .expungeRequested, to: .expunging),
        .from(.expunging, on: .operationSucceeded, to: .removed),
        .from(.expunging, on: .operationFailed, to: .error),
        .from(.expunging, on: .hide, to: .hidden),
    ]

    public static let eventTypes: [EventType] = [
        "VMSNAPSHOT.CREATE", "VMSNAPSHOT.DELETE", "VMSNAPSHOT.REVERTTO", "VMSNAPSHOT.ON_PRIMARY",
        "VMSNAPSHOT.OFF_PRIMARY",
    ]
}
