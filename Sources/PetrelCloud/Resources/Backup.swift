public import PetrelStates

/// One backup of a virtual machine, in the hands of a backup provider.
///
/// It waits (`Allocated`, `Queued`), is taken (`BackingUp`) or read by a client from outside
/// (`ReadyForImageTransfer`, `FinalizingImageTransfer`), and is then `BackedUp`, from where
/// machines are restored. A failure that left nothing behind is `Failed`, one that an operator has
/// to clean up is `Error`. Deleting ends it, unless later backups build on it: then it stays as
/// `Removed` or `Hidden` until the last of them is gone.
///
/// CloudStack has no machine for it (`org.apache.cloudstack.backup.Backup.Status`), each provider
/// writes the status itself; the rows are what they do. Ours are the ways out of `Allocated`, the
/// failures while a client reads, and `Expunged` as the end everywhere. A backup found at its
/// provider is created `BackingUp` and succeeds at once.
///
/// The backup itself is not metered: `BACKUP` usage is that of a machine under a
/// ``BackupOffering``, with the size of all its backups.
public enum Backup: CloudResource {
    public enum State: String, LifecycleName {
        case allocated = "Allocated"
        case queued = "Queued"
        case backingUp = "BackingUp"
        case readyForImageTransfer = "ReadyForImageTransfer"
        case finalizingImageTransfer = "FinalizingImageTransfer"
        case backedUp = "BackedUp"
        case error = "Error"
        case failed = "Failed"
        case restoring = "Restoring"
        case removed = "Removed"
        case expunged = "Expunged"
        case hidden = "Hidden"
    }

    public enum Trigger: String, LifecycleName {
        case takeBackup = "TakeBackup"
        case queueBackup = "QueueBackup"
        case start = "Start"
        case startFailed = "StartFailed"
        case exportStarted = "ExportStarted"
        case finalize = "Finalize"
        case finalizeSucceeded = "FinalizeSucceeded"
        case succeeded = "Succeeded"
        case failedClean = "FailedClean"
        case failedNeedsCleanup = "FailedNeedsCleanup"
        case operatorNormalised = "OperatorNormalised"
        case restoreRequested = "RestoreRequested"
        case restoreEnded = "RestoreEnded"
        case delete = "Delete"
        case deleteSucceeded = "DeleteSucceeded"
        case deleteFailedNotForced = "DeleteFailedNotForced"
        case deleteWithDescendants = "DeleteWithDescendants"
        case deleteWithChildren = "DeleteWithChildren"
        case providerDelete = "ProviderDelete"
        case lastChildGone = "LastChildGone"
        case lastDescendantGone = "LastDescendantGone"
    }

    public static let kind = "Backup"
    public static let family = ResourceFamily.storage
    public static let initial: [State] = [.allocated, .queued, .backingUp]

    public static let states: [StateDescription<State>] = [
        .transient(.allocated, "a record, about to be queued or taken", limit: .hours(1)),
        .transient(.queued, "waits for its turn", limit: .hours(12)),
        .transient(.backingUp, "being taken", limit: .hours(12)),
        .transient(
            .readyForImageTransfer, "a client from outside may read it", limit: .hours(24)),
        .transient(.finalizingImageTransfer, "the reading is being concluded", limit: .hours(1)),
        .stable(.backedUp, "complete; machines can be restored from it"),
        .stable(.error, "failed, and an operator has to clean up"),
        .stable(.failed, "failed, and nothing is left of it"),
        .transient(.restoring, "a machine is being restored from it", limit: .hours(12)),
        .stable(.removed, "deleted for its owner, its files kept for its children"),
        .final(.expunged, "gone"),
        .stable(.hidden, "deleted, kept as a link to its descendants"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.allocated, on: .queueBackup, to: .queued),
        .from(.allocated, on: .takeBackup, to: .backingUp),
        .from(.allocated, on: .failedClean, to: .failed),
        .from(.queued, on: .start, to: .backingUp),
        .from(.queued, on: .exportStarted, to: .readyForImageTransfer),
        .from(.queued, on: .startFailed, to: .error),

        .from(.backingUp, on: .succeeded, to: .backedUp),
        .from(.backingUp, on: .failedClean, to: .failed),
        .from(.backingUp, on: .failedNeedsCleanup, to: .error),
        .from(.readyForImageTransfer, on: .finalize, to: .finalizingImageTransfer),
        .from(.readyForImageTransfer, on: .failedNeedsCleanup, to: .error),
        .from(.finalizingImageTransfer, on: .finalizeSucceeded, to: .backedUp),
        .from(.finalizingImageTransfer, on: .failedNeedsCleanup, to: .error),

        .from(.backedUp, on: .restoreRequested, to: .restoring),
        .from(.restoring, on: .restoreEnded, to: .backedUp),

        .from(.backedUp, on: .deleteSucceeded, to: .expunged),
        .from(.backedUp, on: .providerDelete, to: .expunged),
        .from(.backedUp, on: .deleteFailedNotForced, to: .error),
        .from(.backedUp, on: .deleteWithChildren, to: .removed),
        .from(.backedUp, on: .deleteWithDescendants, to: .hidden),
        .from(.removed, on: .lastChildGone, to: .expunged),
        .from(.hidden, on: .lastDescendantGone, to: .expunged),
        .from(.error, on: .operatorNormalised, to: .failed),
        .from(.failed, on: .delete, to: .expunged),
    ]

    public static let eventTypes: [EventType] = [
        "BACKUP.CREATE", "BACKUP.RESTORE", "BACKUP.RESTORE.VOLUME.TO.VM", "BACKUP.DELETE",
        "BACKUP.VALIDATION.SCREENSHOT.DOWNLOAD",
    ]
}
