/// Backups of machines, their offerings and schedules.
extension EventType {
    public static var vmBackupImportOffering: EventType { "BACKUP.IMPORT.OFFERING" }
    public static var vmBackupOfferingClone: EventType { "BACKUP.OFFERING.CLONE" }
    public static var vmBackupOfferingAssign: EventType { "BACKUP.OFFERING.ASSIGN" }
    public static var vmBackupOfferingRemove: EventType { "BACKUP.OFFERING.REMOVE" }
    public static var vmBackupOfferingRemovedAndBackupsDeleted: EventType {
        "BACKUP.OFFERING.BACKUPS.DEL"
    }
    public static var vmBackupEdit: EventType { "BACKUP.OFFERING.EDIT" }
    public static var vmBackupUsageMetric: EventType { "BACKUP.USAGE.METRIC" }
    public static var vmBackupCreate: EventType { "BACKUP.CREATE" }
    public static var vmBackupRestore: EventType { "BACKUP.RESTORE" }
    public static var vmBackupRestoreVolumeToVM: EventType { "BACKUP.RESTORE.VOLUME.TO.VM" }
    public static var vmBackupDelete: EventType { "BACKUP.DELETE" }
    public static var vmBackupScheduleConfigure: EventType { "BACKUP.SCHEDULE.CONFIGURE" }
    public static var vmBackupScheduleDelete: EventType { "BACKUP.SCHEDULE.DELETE" }
    public static var vmCreateFromBackup: EventType { "VM.CREATE.FROM.BACKUP" }
    public static var screenshotDownload: EventType { "BACKUP.VALIDATION.SCREENSHOT.DOWNLOAD" }
    public static var backupRepositoryAdd: EventType { "BACKUP.REPOSITORY.ADD" }
    public static var backupRepositoryUpdate: EventType { "BACKUP.REPOSITORY.UPDATE" }
}

extension EventCatalogue {
    static let backups: [EventDefinition] = [
        .action(
            .vmBackupImportOffering, on: .backupOffering,
            "A backup provider's plan becomes an offering."),
        .action(
            .vmBackupOfferingClone, on: .backupOffering,
            "A backup offering is made after another one."),
        .action(
            .vmBackupOfferingAssign, on: .backupOffering,
            "A machine is put under a backup offering.", usage: .billed),
        .action(
            .vmBackupOfferingRemove, on: .backupOffering,
            "A machine is taken out of its backup offering."),
        .usage(
            .vmBackupOfferingRemovedAndBackupsDeleted, on: .backupOffering,
            "A machine left its backup offering and its backups are gone.", usage: .billed),
        .action(.vmBackupEdit, on: .backupOffering, "A backup offering is changed."),
        .usage(
            .vmBackupUsageMetric, on: .backupOffering,
            "How much a machine's backups hold and protect is reported.", usage: .billed),
        .action(.vmBackupCreate, on: .backup, "A backup of a machine is taken."),
        .action(.vmBackupRestore, on: .backup, "A machine is restored from a backup."),
        .action(
            .vmBackupRestoreVolumeToVM, on: .backup,
            "A volume is restored from a backup and attached to a machine."),
        .action(.vmBackupDelete, on: .backup, "A backup is deleted."),
        .action(
            .vmBackupScheduleConfigure, on: .virtualMachine, "A machine's backup schedule is set."),
        .action(
            .vmBackupScheduleDelete, on: .virtualMachine, "A machine's backup schedule is deleted."),
        .action(.vmCreateFromBackup, on: .virtualMachine, "A machine is made from a backup."),
        .action(
            .screenshotDownload, on: .backup,
            "The picture taken when a backup was tried out is downloaded."),
        .action(.backupRepositoryAdd, on: .backupRepository, "A place for backups is added."),
        .action(.backupRepositoryUpdate, on: .backupRepository, "A place for backups is changed."),
    ]
}
