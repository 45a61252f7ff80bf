public import PetrelStates

/// Primary storage: where the volumes of running machines lie.
///
/// A pool is built in two steps, its record (`Initial`) and its place (`Initialized`), and is `Up`
/// once hosts are attached. `Disabled` keeps new volumes away. For maintenance everything on it is
/// stopped first; if that fails, or the server restarts in the middle, it is `ErrorInMaintenance`,
/// from where one tries again or gives up. Only a pool under maintenance is deleted.
///
/// CloudStack has no machine for it (`com.cloud.storage.StoragePoolStatus`); the rows are what its
/// storage managers do. Ours are `CreateFailed` and `AttachFailed`, so that a pool that never came
/// to be has an end, and the use of `Removed`, which is declared there and never set. Pools are not
/// metered, what lies on them is.
public enum StoragePool: CloudResource {
    public enum State: String, LifecycleName {
        case initial = "Initial"
        case initialized = "Initialized"
        case creating = "Creating"
        case attaching = "Attaching"
        case up = "Up"
        case prepareForMaintenance = "PrepareForMaintenance"
        case errorInMaintenance = "ErrorInMaintenance"
        case cancelMaintenance = "CancelMaintenance"
        case maintenance = "Maintenance"
        case disabled = "Disabled"
        case removed = "Removed"
    }

    public enum Trigger: String, LifecycleName {
        case initialize = "Initialize"
        case createFailed = "CreateFailed"
        case attachToHostClusterOrZone = "AttachToHostClusterOrZone"
        case attachFailed = "AttachFailed"
        case disable = "Disable"
        case enable = "Enable"
        case prepareMaintenance = "PrepareMaintenance"
        case prepareMaintenanceNoHosts = "PrepareMaintenanceNoHosts"
        case preparationSucceeded = "PreparationSucceeded"
        case preparationFailed = "PreparationFailed"
        case managementServerRestart = "ManagementServerRestart"
        case cancelMaintenance = "CancelMaintenance"
        case delete = "Delete"
    }

    public static let kind = "StoragePool"
    public static let family = ResourceFamily.infrastructure
    public static let initial: [State] = [.initial]

    public static let states: [StateDescription<State>] = [
        .transient(.initial, "its record is being written", limit: .minutes(10)),
        .transient(.initialized, "waits for hosts to be attached", limit: .minutes(10)),
        .outside(.creating, "declared, never set"),
        .outside(.attaching, "declared, never set"),
        .stable(.up, "usable"),
        .transient(.prepareForMaintenance, "what uses it is being stopped", limit: .hours(1)),
        .stable(.errorInMaintenance, "could not be cleared for maintenance"),
        .outside(.cancelMaintenance, "declared, never set"),
        .stable(.maintenance, "unused, for work on it"),
        .stable(.disabled, "takes no new volumes"),
        .final(.removed, "no longer part of the cloud"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.initial, on: .initialize, to: .initialized),
        .from(.initial, on: .createFailed, to: .removed),
        .from(.initialized, on: .attachToHostClusterOrZone, to: .up),
        .from(.initialized, on: .attachFailed, to: .removed),

        .from(.up, on: .disable, to: .disabled),
        .from(.disabled, on: .enable, to: .up),

        .from(.up, on: .prepareMaintenance, to: .prepareForMaintenance),
        .from(.up, on: .prepareMaintenanceNoHosts, to: .maintenance),
        .from(.up, on: .preparationFailed, to: .errorInMaintenance),
        .from(.errorInMaintenance, on: .prepareMaintenance, to: .prepareForMaintenance),
        .from(.errorInMaintenance, on: .prepareMaintenanceNoHosts, to: .maintenance),
        .from(.prepareForMaintenance, on: .preparationSucceeded, to: .maintenance),
        .from(.prepareForMaintenance, on: .preparationFailed, to: .errorInMaintenance),
        .from(.prepareForMaintenance, on: .managementServerRestart, to: .errorInMaintenance),

        .from(.maintenance, on: .cancelMaintenance, to: .up),
        .from(.errorInMaintenance, on: .cancelMaintenance, to: .up),
        .from(.maintenance, on: .delete, to: .removed),
    ]

    public static let eventTypes: [EventType] = [
        "ENABLE.PS", "DISABLE.PS", "UPDATE.PS", "MAINT.PREPARE.PS", "MAINT.CANCEL.PS",
        "SYNC.STORAGE.POOL", "CONFIGURE.STORAGE.ACCESS", "CHANGE.STORAGE.POOL.SCOPE",
    ]
}
