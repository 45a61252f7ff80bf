public import PetrelStates

/// Whether a host may take machines, whatever its connection is like.
///
/// An `Enabled` host may; a `Disabled` one takes no new machines. For maintenance the machines are
/// moved away (`PrepareForMaintenance`); if that does not work it is tried on
/// (`ErrorInPrepareForMaintenance`) or given up (`ErrorInMaintenance`), and an empty host is in
/// `Maintenance`. A host that its administrator has written off is `Degraded`, so that its machines
/// may be started elsewhere. A host is `Disabled` before it is deleted.
///
/// The rows are CloudStack's (`com.cloud.resource.ResourceState`), none added and none left out.
/// Its row from no state is `Enabled` being initial here; `Creating` is initial too, since nothing
/// leads there. This is the other side of a ``HostStatus`` and ends with it.
public enum HostResourceState: CloudResource {
    public enum State: String, LifecycleName {
        case creating = "Creating"
        case enabled = "Enabled"
        case disabled = "Disabled"
        case errorInPrepareForMaintenance = "ErrorInPrepareForMaintenance"
        case prepareForMaintenance = "PrepareForMaintenance"
        case errorInMaintenance = "ErrorInMaintenance"
        case maintenance = "Maintenance"
        case error = "Error"
        case degraded = "Degraded"
    }

    public enum Trigger: String, LifecycleName {
        case internalCreated = "InternalCreated"
        case enable = "Enable"
        case disable = "Disable"
        case adminAskMaintenance = "AdminAskMaintenance"
        case adminCancelMaintenance = "AdminCancelMaintenance"
        case internalEnterMaintenance = "InternalEnterMaintenance"
        case updatePassword = "UpdatePassword"
        case unableToMigrate = "UnableToMigrate"
        case unableToMaintain = "UnableToMaintain"
        case errorsCorrected = "ErrorsCorrected"
        case error = "Error"
        case deleteHost = "DeleteHost"
        case declareHostDegraded = "DeclareHostDegraded"
        case enableDegradedHost = "EnableDegradedHost"
        case unmanaged = "Unmanaged"
    }

    public static let kind = "HostResourceState"
    public static let aspectOf: String? = HostStatus.kind
    public static let family = ResourceFamily.infrastructure
    public static let initial: [State] = [.enabled, .creating]
    public static let outsideTriggers: [Trigger] = [.updatePassword, .unmanaged]

    public static let states: [StateDescription<State>] = [
        .transient(.creating, "being added", limit: .minutes(10)),
        .stable(.enabled, "may take machines"),
        .stable(.disabled, "takes no new machines", removable: true),
        .transient(
            .errorInPrepareForMaintenance, "some machine would not move; still trying",
            limit: .hours(1)),
        .transient(.prepareForMaintenance, "its machines are moving away", limit: .hours(1)),
        .stable(.errorInMaintenance, "could not be emptied"),
        .stable(.maintenance, "empty, for work on it"),
        .stable(.error, "could not be added", removable: true),
        .stable(.degraded, "written off by an administrator"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.creating, on: .internalCreated, to: .enabled),
        .from(.creating, on: .error, to: .error),
        .from(.error, on: .internalCreated, to: .error, silent: true),

        .from(.enabled, on: .enable, to: .enabled, silent: true),
        .from(.enabled, on: .internalCreated, to: .enabled, silent: true),
        .from(.enabled, on: .disable, to: .disabled),
        .from(.enabled, on: .adminAskMaintenance, to: .prepareForMaintenance),
        .from(.enabled, on: .internalEnterMaintenance, to: .maintenance),
        .from(.enabled, on: .declareHostDegraded, to: .degraded),
        .from(.enabled, on: .deleteHost, to: .disabled),

        .from(.disabled, on: .enable, to: .enabled),
        .from(.disabled, on: .disable, to: .disabled, silent: true),
        .from(.disabled, on: .internalCreated, to: .disabled, silent: true),
        .from(.disabled, on: .declareHostDegraded, to: .degraded),
        .from(.disabled, on: .deleteHost, to: .disabled),

        .from(.prepareForMaintenance, on: .internalEnterMaintenance, to: .maintenance),
        .from(.prepareForMaintenance, on: .adminCancelMaintenance, to: .enabled),
        .from(.prepareForMaintenance, on: .unableToMigrate, to: .errorInPrepareForMaintenance),
        .from(.prepareForMaintenance, on: .unableToMaintain, to: .errorInMaintenance),
        .from(
            .prepareForMaintenance, on: .internalCreated, to: .prepareForMaintenance, silent: true),

        .from(.errorInPrepareForMaintenance, on: .internalEnterMaintenance, to: .maintenance),
        .from(.errorInPrepareForMaintenance, on: .errorsCorrected, to: .prepareForMaintenance),
        .from(.errorInPrepareForMaintenance, on: .adminCancelMaintenance, to: .enabled),
        .from(.errorInPrepareForMaintenance, on: .unableToMaintain, to: .errorInMaintenance),
        .from(.errorInPrepareForMaintenance, on: .disable, to: .disabled),
        .from(.errorInPrepareForMaintenance, on: .deleteHost, to: .disabled),
        .from(
            .errorInPrepareForMaintenance, on: .unableToMigrate, to: .errorInPrepareForMaintenance,
            silent: true),
        .from(
            .errorInPrepareForMaintenance, on: .internalCreated, to: .errorInPrepareForMaintenance,
            silent: true),

        .from(.errorInMaintenance, on: .adminAskMaintenance, to: .prepareForMaintenance),
        .from(.errorInMaintenance, on: .adminCancelMaintenance, to: .enabled),
        .from(.errorInMaintenance, on: .disable, to: .disabled),
        .from(.errorInMaintenance, on: .deleteHost, to: .disabled),
        .from(.errorInMaintenance, on: .internalCreated, to: .errorInMaintenance, silent: true),

        .from(.maintenance, on: .adminCancelMaintenance, to: .enabled),
        .from(.maintenance, on: .declareHostDegraded, to: .degraded),
        .from(.maintenance, on: .deleteHost, to: .disabled),
        .from(.maintenance, on: .internalCreated, to: .maintenance, silent: true),

        .from(.degraded, on: .enableDegradedHost, to: .enabled),
        .from(.degraded, on: .adminAskMaintenance, to: .maintenance),
        .from(.degraded, on: .deleteHost, to: .disabled),
    ]

    public static let eventTypes: [EventType] = [
        "MAINT.PREPARE", "MAINT.CANCEL", "HOST.DECLARE.DEGRADED", "HOST.CANCEL.DEGRADED",
        "HOST.ROLLING.MAINTENANCE",
    ]
}
