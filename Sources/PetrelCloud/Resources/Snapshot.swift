public import PetrelStates

/// A picture of one volume at one moment.
///
/// It is taken on primary storage and usually copied to secondary storage, where it rests as
/// `BackedUp`; one that needs no copy gets there directly. From there it can be copied to other
/// zones, backed up again, and deleted; a deletion that fails leaves it as it was. A snapshot that
/// could not be taken or backed up ends in `Error`.
///
/// The rows are CloudStack's (`com.cloud.storage.Snapshot.State`), none added and none left out.
///
/// `SNAPSHOT` usage runs while storage holds a usable snapshot: from the moment it is taken, also
/// on primary storage, to the end of its deletion. CloudStack begins after the backup and ends with
/// the request, so that a failed deletion is free from then on.
public enum Snapshot: CloudResource {
    public enum State: String, LifecycleName {
        case allocated = "Allocated"
        case creating = "Creating"
        case createdOnPrimary = "CreatedOnPrimary"
        case backingUp = "BackingUp"
        case backedUp = "BackedUp"
        case copying = "Copying"
        case destroying = "Destroying"
        case destroyed = "Destroyed"
        case hidden = "Hidden"
        case error = "Error"
    }

    public enum Trigger: String, LifecycleName {
        case createRequested = "CreateRequested"
        case operationNotPerformed = "OperationNotPerformed"
        case backupToSecondary = "BackupToSecondary"
        case backedupToSecondary = "BackedupToSecondary"
        case destroyRequested = "DestroyRequested"
        case copyingRequested = "CopyingRequested"
        case operationSucceeded = "OperationSucceeded"
        case operationFailed = "OperationFailed"
    }

    public static let kind = "Snapshot"
    public static let family = ResourceFamily.storage
    public static let initial: [State] = [.allocated]
    public static let outsideTriggers: [Trigger] = [.backedupToSecondary]

    public static let states: [StateDescription<State>] = [
        .stable(.allocated, "a record, nothing taken yet"),
        .transient(.creating, "being taken", limit: .hours(1)),
        .stable(.createdOnPrimary, "taken, on primary storage only"),
        .transient(.backingUp, "being copied to secondary storage", limit: .hours(6)),
        .stable(.backedUp, "complete and usable"),
        .transient(.copying, "being copied to another zone", limit: .hours(6)),
        .transient(.destroying, "being deleted", limit: .hours(1)),
        .final(.destroyed, "deleted"),
        .outside(.hidden, "kept on storage, but not shown"),
        .final(.error, "could not be taken or backed up"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.allocated, on: .createRequested, to: .creating),
        .from(
            .creating, on: .operationSucceeded, to: .createdOnPrimary, metered: [.opens(.snapshot)]),
        .from(.creating, on: .operationNotPerformed, to: .backedUp, metered: [.opens(.snapshot)]),
        .from(.creating, on: .operationFailed, to: .error),

        .from(.createdOnPrimary, on: .backupToSecondary, to: .backingUp),
        .from(.createdOnPrimary, on: .operationNotPerformed, to: .backedUp),
        .from(.backingUp, on: .backupToSecondary, to: .backingUp),
        .from(.backingUp, on: .operationSucceeded, to: .backedUp),
        .from(.backingUp, on: .operationNotPerformed, to: .backedUp),
        .from(.backingUp, on: .operationFailed, to: .error, metered: [.closes(.snapshot)]),

        .from(.backedUp, on: .backupToSecondary, to: .backingUp),
        .from(.backedUp, on: .copyingRequested, to: .copying),
        .from(.copying, on: .operationSucceeded, to: .backedUp),
        .from(.copying, on: .operationFailed, to: .backedUp),

        .from(.backedUp, on: .destroyRequested, to: .destroying),
        .from(.destroying, on: .destroyRequested, to: .destroying, silent: true),
        .from(.destroying, on: .operationSucceeded, to: .destroyed, metered: [.closes(.snapshot)]),
        .from(.destroying, on: .operationFailed, to: .backedUp),
    ]

    public static let eventTypes: [EventType] = [
        "SNAPSHOT.CREATE", "SNAPSHOT.DELETE", "SNAPSHOT.COPY", "SNAPSHOT.REVERT",
        "SNAPSHOT.EXTRACT", "SNAPSHOT.ON_PRIMARY", "SNAPSHOT.OFF_PRIMARY",
    ]
}
