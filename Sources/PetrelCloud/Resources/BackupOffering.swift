public import PetrelStates

/// A way of backing machines up that a provider offers.
///
/// It is imported from its provider, machines are put under it and taken out of it, and it is
/// deleted in one step once no machine is under it. CloudStack keeps no state for it, only a record
/// that is there or gone; the name `Active` is ours.
///
/// Usage is counted per machine under the offering. It begins when the machine is put under it and
/// ends when its backups are deleted: a machine that has left the offering pays as long as its
/// backups remain.
public enum BackupOffering: CloudResource {
    public enum State: String, LifecycleName {
        case active = "Active"
    }

    public typealias Trigger = NoTrigger

    public static let kind = "BackupOffering"
    public static let family = ResourceFamily.service
    public static let initial: [State] = [.active]

    public static let states: [StateDescription<State>] = [
        .stable(.active, "machines can be put under it", removable: true)
    ]

    public static let meteredActions: [EventType: [Metering]] = [
        "BACKUP.OFFERING.ASSIGN": [.opens(.backup)],
        "BACKUP.USAGE.METRIC": [.changes(.backup)],
        "BACKUP.OFFERING.BACKUPS.DEL": [.closes(.backup)],
    ]

    public static let transitions: [Transition<State, Trigger>] = []

    public static let eventTypes: [EventType] = [
        "BACKUP.IMPORT.OFFERING", "BACKUP.OFFERING.CLONE", "BACKUP.OFFERING.EDIT",
        "BACKUP.OFFERING.ASSIGN", "BACKUP.OFFERING.REMOVE", "BACKUP.OFFERING.BACKUPS.DEL",
        "BACKUP.USAGE.METRIC",
    ]
}
