public import PetrelStates

/// The files of a template, snapshot or volume on one store: whether they are there yet.
///
/// A reference begins `Allocated`. A download, an upload or a creation makes it `Ready`, or
/// `Failed` if nothing came of it. A ready one can be copied to another store, which leaves it in
/// place, and migrated, which ends it here. Deleting is tried until it works.
///
/// The rows are CloudStack's (`ObjectInDataStoreStateMachine.State`, one table for all three), none
/// added and none left out. `Hidden` is written past the table there, so nothing leads to it here.
/// The reference is not metered: what it belongs to is.
public enum ObjectInStore: CloudResource {
    public enum State: String, LifecycleName {
        case allocated = "Allocated"
        case creating2 = "Creating2"
        case creating = "Creating"
        case created = "Created"
        case ready = "Ready"
        case copying = "Copying"
        case migrating = "Migrating"
        case migrated = "Migrated"
        case destroying = "Destroying"
        case destroyed = "Destroyed"
        case failed = "Failed"
        case hidden = "Hidden"
    }

    public enum Trigger: String, LifecycleName {
        case createRequested = "CreateRequested"
        case createOnlyRequested = "CreateOnlyRequested"
        case destroyRequested = "DestroyRequested"
        case operationSucceeded = "OperationSucceeded"
        case operationFailed = "OperationFailed"
        case copyRequested = "CopyRequested"
        case copyingRequested = "CopyingRequested"
        case migrationRequested = "MigrationRequested"
        case migrationSucceeded = "MigrationSucceeded"
        case migrationFailed = "MigrationFailed"
        case migrationCopyRequested = "MigrationCopyRequested"
        case migrationCopySucceeded = "MigrationCopySucceeded"
        case migrationCopyFailed = "MigrationCopyFailed"
        case resizeRequested = "ResizeRequested"
        case expungeRequested = "ExpungeRequested"
        case migrateDataRequested = "MigrateDataRequested"
    }

    public static let kind = "ObjectInStore"
    public static let family = ResourceFamily.image
    public static let initial: [State] = [.allocated]
    public static let outsideTriggers: [Trigger] = [
        .createRequested, .migrationRequested, .migrationCopyRequested, .migrationCopySucceeded,
        .migrationCopyFailed, .resizeRequested, .expungeRequested,
    ]

    public static let states: [StateDescription<State>] = [
        .stable(.allocated, "a reference, nothing on the store yet"),
        .outside(.creating2, "declared, never set"),
        .transient(.creating, "being created on the store", limit: .hours(6)),
        .outside(.created, "declared, never set"),
        .stable(.ready, "complete on the store"),
        .transient(.copying, "being copied to another store", limit: .hours(6)),
        .transient(.migrating, "moving to another store", limit: .hours(6)),
        .outside(.migrated, "declared, never set"),
        .transient(.destroying, "being deleted from the store", limit: .hours(1)),
        .final(.destroyed, "no longer on the store"),
        .stable(.failed, "did not arrive, or could not be moved"),
        .outside(.hidden, "kept on the store, but not shown"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.allocated, on: .createOnlyRequested, to: .creating),
        .from(.allocated, on: .operationSucceeded, to: .ready),
        .from(.allocated, on: .operationFailed, to: .failed),
        .from(.allocated, on: .migrateDataRequested, to: .migrating),
        .from(.allocated, on: .destroyRequested, to: .destroying),
        .from(.creating, on: .operationSucceeded, to: .ready),
        .from(.creating, on: .operationFailed, to: .allocated),

        .from(.ready, on: .operationSucceeded, to: .ready),
        .from(.ready, on: .copyingRequested, to: .copying),
        .from(.ready, on: .copyRequested, to: .copying),
        .from(.copying, on: .operationSucceeded, to: .ready),
        .from(.copying, on: .operationFailed, to: .ready),

        .from(.ready, on: .migrateDataRequested, to: .migrating),
        .from(.migrating, on: .migrationSucceeded, to: .destroyed),
        .from(.migrating, on: .migrationFailed, to: .failed),
        .from(.migrating, on: .operationSucceeded, to: .ready),
        .from(.migrating, on: .operationFailed, to: .ready),

        .from(.ready, on: .destroyRequested, to: .destroying),
        .from(.failed, on: .destroyRequested, to: .destroying),
        .from(.hidden, on: .destroyRequested, to: .destroying),
        .from(.destroying, on: .destroyRequested, to: .destroying),
        .from(.destroying, on: .operationSucceeded, to: .destroyed),
        .from(.destroying, on: .operationFailed, to: .destroying),
        .from(.destroyed, on: .destroyRequested, to: .destroyed, silent: true),
        .from(.destroyed, on: .operationSucceeded, to: .destroyed, silent: true),
        .from(.destroyed, on: .operationFailed, to: .destroyed, silent: true),
    ]

    public static let eventTypes: [EventType] = [
        "IMAGE.STORE.MIGRATE.DATA", "IMAGE.STORE.MIGRATE.RESOURCES", "IMAGE.STORE.OBJECT.DOWNLOAD",
        "FILE.MIGRATE",
    ]
}
