/// Services on top of machines: file shares, buckets, names.
extension EventType {
    public static var sharedFSCreate: EventType { "SHAREDFS.CREATE" }
    public static var sharedFSStart: EventType { "SHAREDFS.START" }
    public static var sharedFSStop: EventType { "SHAREDFS.STOP" }
    public static var sharedFSRestart: EventType { "SHAREDFS.RESTART" }
    public static var sharedFSUpdate: EventType { "SHAREDFS.UPDATE" }
    public static var sharedFSChangeServiceOffering: EventType {
        "SHAREDFS.CHANGE.SERVICE.OFFERING"
    }
    public static var sharedFSChangeDiskOffering: EventType { "SHAREDFS.CHANGE.DISK.OFFERING" }
    public static var sharedFSDestroy: EventType { "SHAREDFS.DESTROY" }
    public static var sharedFSRecover: EventType { "SHAREDFS.RECOVER" }
    public static var sharedFSExpunge: EventType { "SHAREDFS.EXPUNGE" }
    public static var objectStoreCreate: EventType { "OBJECT.STORE.CREATE" }
    public static var objectStoreUpdate: EventType { "OBJECT.STORE.UPDATE" }
    public static var objectStoreDelete: EventType { "OBJECT.STORE.DELETE" }
    public static var bucketCreate: EventType { "BUCKET.CREATE" }
    public static var bucketUpdate: EventType { "BUCKET.UPDATE" }
    public static var bucketDelete: EventType { "BUCKET.DELETE" }
    public static var dnsServerAdd: EventType { "DNS.SERVER.ADD" }
    public static var dnsServerUpdate: EventType { "DNS.SERVER.UPDATE" }
    public static var dnsServerDelete: EventType { "DNS.SERVER.DELETE" }
    public static var dnsZoneCreate: EventType { "DNS.ZONE.CREATE" }
    public static var dnsZoneUpdate: EventType { "DNS.ZONE.UPDATE" }
    public static var dnsZoneDelete: EventType { "DNS.ZONE.DELETE" }
    public static var dnsRecordCreate: EventType { "DNS.RECORD.CREATE" }
    public static var dnsRecordDelete: EventType { "DNS.RECORD.DELETE" }
    public static var dnsNameCollision: EventType { "DNS.NAME.COLLISION" }
}

extension EventCatalogue {
    static let services: [EventDefinition] = [
        .action(.sharedFSCreate, on: .sharedFS, "A shared file system is made."),
        .action(.sharedFSStart, on: .sharedFS, "A shared file system is started."),
        .action(.sharedFSStop, on: .sharedFS, "A shared file system is stopped."),
        .action(
            .sharedFSRestart, on: .sharedFS, "A shared file system is stopped and started again."),
        .action(.sharedFSUpdate, on: .sharedFS, "A shared file system's settings are changed."),
        .action(
            .sharedFSChangeServiceOffering, on: .sharedFS,
            "The machine behind a shared file system gets another size."),
        .action(
            .sharedFSChangeDiskOffering, on: .sharedFS,
            "The disk behind a shared file system gets another offering."),
        .action(
            .sharedFSDestroy, on: .sharedFS,
            "A shared file system is destroyed; until it is expunged it can be recovered."),
        .action(.sharedFSRecover, on: .sharedFS, "A destroyed shared file system is taken back."),
        .action(
            .sharedFSExpunge, on: .sharedFS, "A destroyed shared file system is removed for good."),
        .action(.objectStoreCreate, on: .objectStore, "An object store is added."),
        .action(.objectStoreUpdate, on: .objectStore, "An object store's settings are changed."),
        .action(.objectStoreDelete, on: .objectStore, "An object store is deleted."),
        .action(.bucketCreate, on: .bucket, "A bucket is made."),
        .action(.bucketUpdate, on: .bucket, "A bucket's settings are changed."),
        .action(.bucketDelete, on: .bucket, "A bucket is deleted."),
        .action(.dnsServerAdd, on: .dnsServer, "A name server is added."),
        .action(.dnsServerUpdate, on: .dnsServer, "A name server's settings are changed."),
        .action(.dnsServerDelete, on: .dnsServer, "A name server is deleted."),
        .action(.dnsZoneCreate, on: .dnsZone, "A zone of names is made."),
        .action(.dnsZoneUpdate, on: .dnsZone, "A zone of names is changed."),
        .action(.dnsZoneDelete, on: .dnsZone, "A zone of names is deleted."),
        .action(.dnsRecordCreate, on: .dnsRecord, "A name is given to an address."),
        .action(.dnsRecordDelete, on: .dnsRecord, "A name no longer stands for an address."),
        .action(
            .dnsNameCollision, on: .dnsZone,
            "A machine could not get its name because another one has it."),
    ]
}
