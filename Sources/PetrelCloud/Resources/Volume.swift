public import PetrelStates

/// A block device: allocated, created on a primary pool, used, and in the end expunged.
///
/// A volume begins `Allocated`, a record with nothing on storage, and becomes `Ready` when a pool
/// holds it. From `Ready` each operation leaves for a state of its own (attach, resize, migrate,
/// snapshot, revert, restore, consolidate) and comes back whether it worked or not; only a
/// consolidation that fails leaves it unusable (`RestoreError`, for an operator). An upload takes
/// another way in: a browser's begins `NotUploaded`, one from a URL leaves `Allocated`; both end
/// `Uploaded` on secondary storage and are copied to a pool at the first attach. `Destroy` can be
/// recovered; `Expunged` is the end, unless a backup brings the volume back.
///
/// The rows are CloudStack's (`com.cloud.storage.Volume.State`), none added and none left out.
///
/// `VOLUME` usage runs from the allocation (the size is promised from then on) to the delete, and
/// `VOLUME_SECONDARY` while an upload waits on secondary storage. An upload from a URL begins
/// allocated too, so its first step ends the usage opened an instant earlier. CloudStack writes the
/// end on self-transitions of `Destroy` and never for root disks; here entering `Destroy` is the
/// end for every volume, deleting an upload ends its secondary usage, and a restore from `Destroy`
/// or `Expunged` begins anew. Attaching and detaching split the one interval instead of opening a
/// second one beside it.
public enum Volume: CloudResource {
    public enum State: String, LifecycleName {
        case allocated = "Allocated"
        case creating = "Creating"
        case ready = "Ready"
        case migrating = "Migrating"
        case snapshotting = "Snapshotting"
        case revertSnapshotting = "RevertSnapshotting"
        case resizing = "Resizing"
        case expunging = "Expunging"
        case expunged = "Expunged"
        case destroy = "Destroy"
        case destroying = "Destroying"
        case uploadOp = "UploadOp"
        case copying = "Copying"
        case uploaded = "Uploaded"
        case notUploaded = "NotUploaded"
        case uploadInProgress = "UploadInProgress"
        case uploadError = "UploadError"
        case uploadAbandoned = "UploadAbandoned"
        case attaching = "Attaching"
        case restoring = "Restoring"
        case consolidating = "Consolidating"
        case restoreError = "RestoreError"
    }

    public enum Trigger: String, LifecycleName {
        case createRequested = "CreateRequested"
        case copyRequested = "CopyRequested"
        case copySucceeded = "CopySucceeded"
        case copyFailed = "CopyFailed"
        case operationFailed = "OperationFailed"
        case operationSucceeded = "OperationSucceeded"
        case operationRetry = "OperationRetry"
        case uploadRequested = "UploadRequested"
        case migrationRequested = "MigrationRequested"
        case migrationCopyRequested = "MigrationCopyRequested"
        case migrationCopySucceeded = "MigrationCopySucceeded"
        case migrationCopyFailed = "MigrationCopyFailed"
        case snapshotRequested = "SnapshotRequested"
        case revertSnapshotRequested = "RevertSnapshotRequested"
        case destroyRequested = "DestroyRequested"
        case recoverRequested = "RecoverRequested"
        case expungingRequested = "ExpungingRequested"
        case resizeRequested = "ResizeRequested"
        case attachRequested = "AttachRequested"
        case operationTimeout = "OperationTimeout"
        case restoreRequested = "RestoreRequested"
        case restoreSucceeded = "RestoreSucceeded"
        case restoreFailed = "RestoreFailed"
        case consolidationRequested = "ConsolidationRequested"
    }

    public static let kind = "Volume"
    public static let family = ResourceFamily.storage
    public static let initial: [State] = [.allocated, .notUploaded]

    public static let outsideTriggers: [Trigger] = [.copySucceeded, .copyFailed]

    public static let states: [StateDescription<State>] = [
        .stable(.allocated, "a record, nothing on storage yet"),
        .transient(.creating, "being created on a pool", limit: .hours(1)),
        .stable(.ready, "on primary storage, usable"),
        .transient(.migrating, "moving to another pool", limit: .hours(6)),
        .transient(.snapshotting, "a snapshot is being taken", limit: .hours(1)),
        .transient(.revertSnapshotting, "going back to a snapshot", limit: .hours(1)),
        .transient(.resizing, "changing its size", limit: .minutes(30)),
        .transient(.expunging, "being deleted from storage", limit: .hours(1)),
        .stable(.expunged, "gone; only a backup can bring it back", removable: true),
        .stable(.destroy, "deleted by its owner, can be recovered"),
        .outside(.destroying, "being deleted beyond recovery"),
        .transient(.uploadOp, "secondary storage fetches it from a URL", limit: .hours(6)),
        .transient(.copying, "from secondary to primary storage", limit: .hours(6)),
        .stable(.uploaded, "on secondary storage, not attached yet"),
        .transient(.notUploaded, "waits for a browser to begin its upload", limit: .hours(1)),
        .transient(.uploadInProgress, "a browser is uploading it", limit: .hours(6)),
        .stable(.uploadError, "the upload failed"),
        .stable(.uploadAbandoned, "the upload never began"),
        .transient(.attaching, "being attached to a machine", limit: .minutes(10)),
        .transient(.restoring, "being restored from a backup", limit: .hours(6)),
        .transient(.consolidating, "being flattened after a quick restore", limit: .hours(6)),
        .stable(.restoreError, "could not be consolidated, for an operator", removable: true),
    ]

    public static let meteredAtCreation: [State: [Metering]] = [
        .allocated: [.opens(.volume)]
    ]

    public static let meteredActions: [EventType: [Metering]] = [
        "VOLUME.DETACH": [.changes(.volume)],
        "VOLUME.CHANGE.DISK.OFFERING": [.changes(.volume)],
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.allocated, on: .createRequested, to: .creating),
        .from(.allocated, on: .destroyRequested, to: .destroy, metered: [.closes(.volume)]),
        .from(.allocated, on: .operationFailed, to: .allocated),
        .from(.allocated, on: .operationSucceeded, to: .allocated),
        .from(.allocated, on: .uploadRequested, to: .uploadOp, metered: [.closes(.volume)]),
        .from(.allocated, on: .migrationCopyRequested, to: .creating),

        .from(.creating, on: .operationRetry, to: .creating),
        .from(.creating, on: .operationFailed, to: .allocated),
        .from(.creating, on: .operationSucceeded, to: .ready),
        .from(.creating, on: .destroyRequested, to: .destroy, metered: [.closes(.volume)]),
        .from(.creating, on: .createRequested, to: .creating),
        .from(.creating, on: .migrationCopyFailed, to: .allocated),
        .from(.creating, on: .migrationCopySucceeded, to: .ready, metered: [.changes(.volume)]),

        .from(.ready, on: .createRequested, to: .creating),
        .from(.ready, on: .resizeRequested, to: .resizing),
        .from(.ready, on: .snapshotRequested, to: .snapshotting),
        .from(.ready, on: .revertSnapshotRequested, to: .revertSnapshotting),
        .from(.ready, on: .migrationRequested, to: .migrating),
        .from(.ready, on: .attachRequested, to: .attaching),
        .from(.ready, on: .restoreRequested, to: .restoring),
        .from(.ready, on: .consolidationRequested, to: .consolidating),
        .from(.ready, on: .operationSucceeded, to: .ready),
        .from(.ready, on: .operationFailed, to: .ready),
        .from(.ready, on: .destroyRequested, to: .destroy, metered: [.closes(.volume)]),

        .from(.resizing, on: .operationSucceeded, to: .ready, metered: [.changes(.volume)]),
        .from(.resizing, on: .operationFailed, to: .ready),
        .from(.snapshotting, on: .operationSucceeded, to: .ready),
        .from(.snapshotting, on: .operationFailed, to: .ready),
        .from(.revertSnapshotting, on: .operationSucceeded, to: .ready),
        .from(.revertSnapshotting, on: .operationFailed, to: .ready),
        .from(.migrating, on: .operationSucceeded, to: .ready),
        .from(.migrating, on: .operationFailed, to: .ready),
        .from(.attaching, on: .operationSucceeded, to: .ready, metered: [.changes(.volume)]),
        .from(.attaching, on: .operationFailed, to: .ready),
        .from(.restoring, on: .restoreSucceeded, to: .ready),
        .from(.restoring, on: .restoreFailed, to: .ready),
        .from(.consolidating, on: .operationSucceeded, to: .ready),
        .from(
            .consolidating, on: .operationFailed, to: .restoreError, metered: [.closes(.volume)]),
        .from(.restoreError, on: .restoreFailed, to: .restoreError),

        .from(.uploadOp, on: .destroyRequested, to: .destroy),
        .from(
            .uploadOp, on: .operationSucceeded, to: .uploaded, metered: [.opens(.volumeSecondary)]),
        .from(.uploadOp, on: .operationFailed, to: .allocated, metered: [.opens(.volume)]),
        .from(.notUploaded, on: .operationTimeout, to: .uploadAbandoned),
        .from(.notUploaded, on: .uploadRequested, to: .uploadInProgress),
        .from(
            .notUploaded, on: .operationSucceeded, to: .uploaded,
            metered: [.opens(.volumeSecondary)]),
        .from(.notUploaded, on: .operationFailed, to: .uploadError),
        .from(
            .uploadInProgress, on: .operationSucceeded, to: .uploaded,
            metered: [.opens(.volumeSecondary)]),
        .from(.uploadInProgress, on: .operationFailed, to: .uploadError),
        .from(.uploadInProgress, on: .operationTimeout, to: .uploadError),
        .from(.uploadError, on: .destroyRequested, to: .destroy),
        .from(.uploadAbandoned, on: .destroyRequested, to: .destroy),
        .from(.uploaded, on: .copyRequested, to: .copying),
        .from(
            .uploaded, on: .destroyRequested, to: .destroy, metered: [.closes(.volumeSecondary)]),
        .from(
            .copying, on: .operationSucceeded, to: .ready,
            metered: [.closes(.volumeSecondary), .opens(.volume)]),
        .from(.copying, on: .operationFailed, to: .uploaded),

        .from(.destroy, on: .expungingRequested, to: .expunging),
        .from(.destroy, on: .operationSucceeded, to: .destroy),
        .from(.destroy, on: .operationFailed, to: .destroy),
        .from(.destroy, on: .recoverRequested, to: .ready, metered: [.opens(.volume)]),
        .from(.destroy, on: .restoreRequested, to: .restoring, metered: [.opens(.volume)]),
        .from(.expunging, on: .expungingRequested, to: .expunging),
        .from(.expunging, on: .operationSucceeded, to: .expunged),
        .from(.expunging, on: .operationFailed, to: .destroy),
        .from(.expunged, on: .expungingRequested, to: .expunged, silent: true),
        .from(.expunged, on: .operationSucceeded, to: .expunged, silent: true),
        .from(.expunged, on: .operationFailed, to: .expunged, silent: true),
        .from(.expunged, on: .restoreRequested, to: .restoring, metered: [.opens(.volume)]),
    ]

    public static let eventTypes: [EventType] = [
        "VOLUME.CREATE", "VOLUME.DELETE", "VOLUME.ATTACH", "VOLUME.DETACH", "VOLUME.EXTRACT",
        "VOLUME.UPLOAD", "VOLUME.MIGRATE", "VOLUME.RESIZE", "VOLUME.DESTROY", "VOLUME.RECOVER",
        "VOLUME.CHANGE.DISK.OFFERING", "VOLUME.CHECK", "VOLUME.UPDATE", "VOLUME.IMPORT",
        "VOLUME.UNMANAGE", "VOLUME.DETAIL.ADD", "VOLUME.DETAIL.UPDATE", "VOLUME.DETAIL.REMOVE",
    ]
}
