/// Templates, ISOs and the stores that hold them.
extension EventType {
    public static var templateCreate: EventType { "TEMPLATE.CREATE" }
    public static var templateDelete: EventType { "TEMPLATE.DELETE" }
    public static var templateUpdate: EventType { "TEMPLATE.UPDATE" }
    public static var templateDownloadStart: EventType { "TEMPLATE.DOWNLOAD.START" }
    public static var templateDownloadSuccess: EventType { "TEMPLATE.DOWNLOAD.SUCCESS" }
    public static var templateDownloadFailed: EventType { "TEMPLATE.DOWNLOAD.FAILED" }
    public static var templateCopy: EventType { "TEMPLATE.COPY" }
    public static var templateExtract: EventType { "TEMPLATE.EXTRACT" }
    public static var templateUpload: EventType { "TEMPLATE.UPLOAD" }
    public static var templateCleanup: EventType { "TEMPLATE.CLEANUP" }
    public static var templateDirectDownloadFailure: EventType {
        "TEMPLATE.DIRECT.DOWNLOAD.FAILURE"
    }
    public static var isoCreate: EventType { "ISO.CREATE" }
    public static var isoUpdate: EventType { "ISO.UPDATE" }
    public static var isoDelete: EventType { "ISO.DELETE" }
    public static var isoCopy: EventType { "ISO.COPY" }
    public static var isoAttach: EventType { "ISO.ATTACH" }
    public static var isoDetach: EventType { "ISO.DETACH" }
    public static var isoExtract: EventType { "ISO.EXTRACT" }
    public static var isoUpload: EventType { "ISO.UPLOAD" }
    public static var isoDirectDownloadFailure: EventType { "ISO.DIRECT.DOWNLOAD.FAILURE" }
    public static var fileMigrate: EventType { "FILE.MIGRATE" }
    public static var imageStoreDataMigrate: EventType { "IMAGE.STORE.MIGRATE.DATA" }
    public static var imageStoreResourcesMigrate: EventType { "IMAGE.STORE.MIGRATE.RESOURCES" }
    public static var imageStoreObjectDownload: EventType { "IMAGE.STORE.OBJECT.DOWNLOAD" }
    public static var updateImageStoreAccessState: EventType { "IMAGE.STORE.ACCESS.UPDATED" }
    public static var migratePrepareSecondaryStorage: EventType { "MIGRATE.PREPARE.SS" }
}

extension EventCatalogue {
    static let templates: [EventDefinition] = [
        .action(
            .templateCreate, on: .template, "A template is registered or made from a volume.",
            usage: .billed),
        .action(.templateDelete, on: .template, "A template is deleted.", usage: .billed),
        .action(.templateUpdate, on: .template, "A template's settings are changed."),
        .action(.templateDownloadStart, on: .template, "The download of a template begins."),
        .action(
            .templateDownloadSuccess, on: .template, "The download of a template has ended well."),
        .action(.templateDownloadFailed, on: .template, "The download of a template has failed."),
        .action(
            .templateCopy, on: .template, "A template is copied to another zone.", usage: .billed),
        .action(.templateExtract, on: .template, "A template is made ready for download."),
        .action(.templateUpload, on: .template, "A template is brought in from outside."),
        .action(
            .templateCleanup, on: .template, "What is left of a template is removed from storage."),
        .action(
            .templateDirectDownloadFailure, on: .template,
            "A host could not fetch a template by itself."),
        .action(.isoCreate, on: .iso, "An ISO is registered.", usage: .billed),
        .action(.isoUpdate, on: .iso, "An ISO's settings are changed."),
        .action(.isoDelete, on: .iso, "An ISO is deleted.", usage: .billed),
        .action(.isoCopy, on: .iso, "An ISO is copied to another zone.", usage: .billed),
        .action(.isoAttach, on: .iso, "An ISO is put into a machine."),
        .action(.isoDetach, on: .iso, "An ISO is taken out of a machine."),
        .action(.isoExtract, on: .iso, "An ISO is made ready for download."),
        .action(.isoUpload, on: .iso, "An ISO is brought in from outside."),
        .action(.isoDirectDownloadFailure, on: .iso, "A host could not fetch an ISO by itself."),
        .action(
            .fileMigrate, on: .objectInStore, "A file moves from one secondary store to another."),
        .action(
            .imageStoreDataMigrate, on: .imageStore, "A secondary store's content moves to others."),
        .action(
            .imageStoreResourcesMigrate, on: .imageStore,
            "Chosen templates and snapshots move to another secondary store."),
        .action(
            .imageStoreObjectDownload, on: .imageStore,
            "A file of a secondary store is made ready for download."),
        .action(
            .updateImageStoreAccessState, on: .imageStore,
            "A secondary store becomes read-only or writable."),
        .action(
            .migratePrepareSecondaryStorage, on: .imageStore,
            "A secondary store is prepared for moving its content to object storage."),
    ]
}
