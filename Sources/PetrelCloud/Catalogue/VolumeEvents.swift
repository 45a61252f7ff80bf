/// Volumes, their snapshots, and the policies that take them.
extension EventType {
    public static var volumeCreate: EventType { "VOLUME.CREATE" }
    public static var volumeDelete: EventType { "VOLUME.DELETE" }
    public static var volumeAttach: EventType { "VOLUME.ATTACH" }
    public static var volumeDetach: EventType { "VOLUME.DETACH" }
    public static var volumeCheck: EventType { "VOLUME.CHECK" }
    public static var volumeExtract: EventType { "VOLUME.EXTRACT" }
    public static var volumeUpload: EventType { "VOLUME.UPLOAD" }
    public static var volumeMigrate: EventType { "VOLUME.MIGRATE" }
    public static var volumeResize: EventType { "VOLUME.RESIZE" }
    public static var volumeUpdate: EventType { "VOLUME.UPDATE" }
    public static var volumeDetailAdd: EventType { "VOLUME.DETAIL.ADD" }
    public static var volumeDetailUpdate: EventType { "VOLUME.DETAIL.UPDATE" }
    public static var volumeDetailRemove: EventType { "VOLUME.DETAIL.REMOVE" }
    public static var volumeDestroy: EventType { "VOLUME.DESTROY" }
    public static var volumeRecover: EventType { "VOLUME.RECOVER" }
    public static var volumeImport: EventType { "VOLUME.IMPORT" }
    public static var volumeUnmanage: EventType { "VOLUME.UNMANAGE" }
    public static var volumeChangeDiskOffering: EventType { "VOLUME.CHANGE.DISK.OFFERING" }
    public static var volumeMigrateToKMS: EventType { "VOLUME.MIGRATE.TO.KMS" }
    public static var snapshotCreate: EventType { "SNAPSHOT.CREATE" }
    public static var snapshotDelete: EventType { "SNAPSHOT.DELETE" }
    public static var snapshotCopy: EventType { "SNAPSHOT.COPY" }
    public static var snapshotRevert: EventType { "SNAPSHOT.REVERT" }
    public static var snapshotExtract: EventType { "SNAPSHOT.EXTRACT" }
    public static var snapshotOnPrimary: EventType { "SNAPSHOT.ON_PRIMARY" }
    public static var snapshotOffPrimary: EventType { "SNAPSHOT.OFF_PRIMARY" }
    public static var snapshotPolicyCreate: EventType { "SNAPSHOTPOLICY.CREATE" }
    public static var snapshotPolicyUpdate: EventType { "SNAPSHOTPOLICY.UPDATE" }
    public static var snapshotPolicyDelete: EventType { "SNAPSHOTPOLICY.DELETE" }
}

extension EventCatalogue {
    static let volumes: [EventDefinition] = [
        .action(.volumeCreate, on: .volume, "A volume is made.", usage: .billed),
        .action(.volumeDelete, on: .volume, "A volume is deleted.", usage: .billed),
        .action(.volumeAttach, on: .volume, "A volume is attached to a machine.", usage: .billed),
        .action(
            .volumeDetach, on: .volume, "A volume is detached from its machine.", usage: .billed),
        .action(
            .volumeCheck, on: .volume, "A volume's content is examined and, when asked, repaired."),
        .action(.volumeExtract, on: .volume, "A volume is made ready for download."),
        .action(.volumeUpload, on: .volume, "A volume is brought in from outside.", usage: .billed),
        .action(.volumeMigrate, on: .volume, "A volume moves to another pool."),
        .action(.volumeResize, on: .volume, "A volume becomes larger or smaller.", usage: .billed),
        .action(.volumeUpdate, on: .volume, "A volume's settings are changed."),
        .action(.volumeDetailAdd, on: .volume, "A volume gets a detail."),
        .action(.volumeDetailUpdate, on: .volume, "A volume's detail is changed."),
        .action(.volumeDetailRemove, on: .volume, "A volume loses a detail."),
        .action(
            .volumeDestroy, on: .volume,
            "A volume is destroyed; until it is expunged it can be recovered."),
        .action(.volumeRecover, on: .volume, "A destroyed volume is taken back."),
        .action(
            .volumeImport, on: .volume, "A volume that a pool already has comes under management."),
        .action(
            .volumeUnmanage, on: .volume, "A volume is left to its pool and no longer managed."),
        .action(.volumeChangeDiskOffering, on: .volume, "A volume gets another disk offering."),
        .action(
            .volumeMigrateToKMS, on: .kmsKey,
            "A volume's passphrase is put under a key of the key management."),
        .action(.snapshotCreate, on: .snapshot, "A snapshot of a volume is taken.", usage: .billed),
        .action(.snapshotDelete, on: .snapshot, "A snapshot is deleted.", usage: .billed),
        .action(
            .snapshotCopy, on: .snapshot, "A snapshot is copied to another zone.", usage: .told),
        .action(.snapshotRevert, on: .snapshot, "A volume goes back to one of its snapshots."),
        .action(.snapshotExtract, on: .snapshot, "A snapshot is made ready for download."),
        .usage(
            .snapshotOnPrimary, on: .snapshot, "A snapshot takes space on primary storage.",
            usage: .told),
        .usage(
            .snapshotOffPrimary, on: .snapshot,
            "A snapshot no longer takes space on primary storage.", usage: .told),
        .action(
            .snapshotPolicyCreate, on: .snapshotPolicy, "A policy that takes snapshots is made."),
        .action(
            .snapshotPolicyUpdate, on: .snapshotPolicy, "A policy that takes snapshots is changed."),
        .action(
            .snapshotPolicyDelete, on: .snapshotPolicy, "A policy that takes snapshots is deleted."),
    ]
}
