/// Hosts, their power and availability, and primary storage.
extension EventType {
    public static var hostReconnect: EventType { "HOST.RECONNECT" }
    public static var declareHostDegraded: EventType { "HOST.DECLARE.DEGRADED" }
    public static var cancelHostDegraded: EventType { "HOST.CANCEL.DEGRADED" }
    public static var hostReservationRelease: EventType { "HOST.RESERVATION.RELEASE" }
    public static var hostRollingMaintenance: EventType { "HOST.ROLLING.MAINTENANCE" }
    public static var hostOutOfBandManagementEnable: EventType { "HOST.OOBM.ENABLE" }
    public static var hostOutOfBandManagementDisable: EventType { "HOST.OOBM.DISABLE" }
    public static var hostOutOfBandManagementConfigure: EventType { "HOST.OOBM.CONFIGURE" }
    public static var hostOutOfBandManagementAction: EventType { "HOST.OOBM.ACTION" }
    public static var hostOutOfBandManagementChangePassword: EventType {
        "HOST.OOBM.CHANGEPASSWORD"
    }
    public static var hostOutOfBandManagementPowerStateTransition: EventType {
        "HOST.OOBM.POWERSTATE.TRANSITION"
    }
    public static var haResourceEnable: EventType { "HA.RESOURCE.ENABLE" }
    public static var haResourceDisable: EventType { "HA.RESOURCE.DISABLE" }
    public static var haResourceConfigure: EventType { "HA.RESOURCE.CONFIGURE" }
    public static var haStateTransition: EventType { "HA.STATE.TRANSITION" }
    public static var maintenancePrepare: EventType { "MAINT.PREPARE" }
    public static var maintenanceCancel: EventType { "MAINT.CANCEL" }
    public static var maintenancePreparePrimaryStorage: EventType { "MAINT.PREPARE.PS" }
    public static var maintenanceCancelPrimaryStorage: EventType { "MAINT.CANCEL.PS" }
    public static var updatePrimaryStorage: EventType { "UPDATE.PS" }
    public static var enablePrimaryStorage: EventType { "ENABLE.PS" }
    public static var disablePrimaryStorage: EventType { "DISABLE.PS" }
    public static var syncStoragePool: EventType { "SYNC.STORAGE.POOL" }
    public static var configureStorageAccess: EventType { "CONFIGURE.STORAGE.ACCESS" }
    public static var changeStoragePoolScope: EventType { "CHANGE.STORAGE.POOL.SCOPE" }
    public static var importVCenterStoragePolicies: EventType { "IMPORT.VCENTER.STORAGE.POLICIES" }
}

extension EventCatalogue {
    static let hosts: [EventDefinition] = [
        .action(.hostReconnect, on: .host, "A host's agent is asked to connect again."),
        .action(
            .declareHostDegraded, on: .host, "An operator says that a host cannot be relied on."),
        .action(
            .cancelHostDegraded, on: .host, "An operator says that a host can be relied on again."),
        .action(.hostReservationRelease, on: .host, "Capacity held on a host is given back."),
        .action(
            .hostRollingMaintenance, on: .host,
            "A host is maintained as one of many, one after the other."),
        .action(
            .hostOutOfBandManagementEnable, on: .host,
            "A host's remote power control is switched on."),
        .action(
            .hostOutOfBandManagementDisable, on: .host,
            "A host's remote power control is switched off."),
        .action(
            .hostOutOfBandManagementConfigure, on: .host,
            "A host's remote power control is configured."),
        .action(
            .hostOutOfBandManagementAction, on: .host,
            "A host is switched on, off or over by remote power control."),
        .action(
            .hostOutOfBandManagementChangePassword, on: .host,
            "The password of a host's remote power control is changed."),
        .action(
            .hostOutOfBandManagementPowerStateTransition, on: .host,
            "A host's power went on, off or out of sight."),
        .action(.haResourceEnable, on: .haConfig, "A host's failure handling is switched on."),
        .action(.haResourceDisable, on: .haConfig, "A host's failure handling is switched off."),
        .action(.haResourceConfigure, on: .haConfig, "A host's failure handling is configured."),
        .action(
            .haStateTransition, on: .haConfig, "A host's failure handling enters another state."),
        .action(.maintenancePrepare, on: .host, "A host is emptied for maintenance."),
        .action(.maintenanceCancel, on: .host, "A host's maintenance ends."),
        .action(
            .maintenancePreparePrimaryStorage, on: .storagePool,
            "A storage pool is emptied for maintenance."),
        .action(
            .maintenanceCancelPrimaryStorage, on: .storagePool, "A storage pool's maintenance ends."
        ),
        .action(.updatePrimaryStorage, on: .storagePool, "A storage pool's settings are changed."),
        .action(.enablePrimaryStorage, on: .storagePool, "A storage pool takes new volumes again."),
        .action(.disablePrimaryStorage, on: .storagePool, "A storage pool takes no new volumes."),
        .action(
            .syncStoragePool, on: .storagePool,
            "A cluster of data stores is compared with what vCenter says."),
        .action(
            .configureStorageAccess, on: .storagePool,
            "Which hosts reach which storage is configured."),
        .action(
            .changeStoragePoolScope, on: .storagePool,
            "A storage pool serves a whole zone, or only a cluster."),
        .action(.importVCenterStoragePolicies, "Storage policies are read from a vCenter."),
    ]
}
