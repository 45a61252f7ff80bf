/// Zones, pods, clusters and the servers that manage them.
extension EventType {
    public static var zoneCreate: EventType { "ZONE.CREATE" }
    public static var zoneEdit: EventType { "ZONE.EDIT" }
    public static var zoneDelete: EventType { "ZONE.DELETE" }
    public static var podCreate: EventType { "POD.CREATE" }
    public static var podEdit: EventType { "POD.EDIT" }
    public static var podDelete: EventType { "POD.DELETE" }
    public static var vlanIPRangeCreate: EventType { "VLAN.IP.RANGE.CREATE" }
    public static var vlanIPRangeUpdate: EventType { "VLAN.IP.RANGE.UPDATE" }
    public static var vlanIPRangeDelete: EventType { "VLAN.IP.RANGE.DELETE" }
    public static var vlanIPRangeDedicate: EventType { "VLAN.IP.RANGE.DEDICATE" }
    public static var vlanIPRangeRelease: EventType { "VLAN.IP.RANGE.RELEASE" }
    public static var managementIPRangeCreate: EventType { "MANAGEMENT.IP.RANGE.CREATE" }
    public static var managementIPRangeUpdate: EventType { "MANAGEMENT.IP.RANGE.UPDATE" }
    public static var managementIPRangeDelete: EventType { "MANAGEMENT.IP.RANGE.DELETE" }
    public static var storageIPRangeCreate: EventType { "STORAGE.IP.RANGE.CREATE" }
    public static var storageIPRangeUpdate: EventType { "STORAGE.IP.RANGE.UPDATE" }
    public static var storageIPRangeDelete: EventType { "STORAGE.IP.RANGE.DELETE" }
    public static var zoneVLANAssign: EventType { "ZONE.VLAN.ASSIGN" }
    public static var zoneVLANRelease: EventType { "ZONE.VLAN.RELEASE" }
    public static var zoneVXLANAssign: EventType { "ZONE.VXLAN.ASSIGN" }
    public static var zoneVXLANRelease: EventType { "ZONE.VXLAN.RELEASE" }
    public static var guestVLANRangeDedicate: EventType { "GUESTVLANRANGE.DEDICATE" }
    public static var dedicatedGuestVLANRangeRelease: EventType { "GUESTVLANRANGE.RELEASE" }
    public static var dedicateResource: EventType { "DEDICATE.RESOURCE" }
    public static var dedicateResourceRelease: EventType { "DEDICATE.RESOURCE.RELEASE" }
    public static var configurationValueEdit: EventType { "CONFIGURATION.VALUE.EDIT" }
    public static var clusterDRS: EventType { "CLUSTER.DRS" }
    public static var clusterDRSGenerate: EventType { "CLUSTER.DRS.GENERATE" }
    public static var startRollingMaintenance: EventType { "SYSTEM.ROLLING.MAINTENANCE" }
    public static var zoneRollingMaintenance: EventType { "ZONE.ROLLING.MAINTENANCE" }
    public static var podRollingMaintenance: EventType { "POD.ROLLING.MAINTENANCE" }
    public static var clusterRollingMaintenance: EventType { "CLUSTER.ROLLING.MAINTENANCE" }
    public static var purgeExpungedResources: EventType { "PURGE.EXPUNGED.RESOURCES" }
    public static var msMaintenancePrepare: EventType { "MS.MAINTENANCE.PREPARE" }
    public static var msMaintenanceCancel: EventType { "MS.MAINTENANCE.CANCEL" }
    public static var msShutdownPrepare: EventType { "MS.SHUTDOWN.PREPARE" }
    public static var msShutdownCancel: EventType { "MS.SHUTDOWN.CANCEL" }
    public static var msShutdown: EventType { "MS.SHUTDOWN" }
    public static var managementServerRemove: EventType { "MANAGEMENT.SERVER.REMOVE" }
}

extension EventCatalogue {
    static let infrastructure: [EventDefinition] = [
        .action(.zoneCreate, on: .zone, "A zone is made."),
        .action(.zoneEdit, on: .zone, "A zone's settings are changed."),
        .action(.zoneDelete, on: .zone, "A zone is deleted."),
        .action(.podCreate, on: .pod, "A pod is made."),
        .action(.podEdit, on: .pod, "A pod's settings are changed."),
        .action(.podDelete, on: .pod, "A pod is deleted."),
        .action(.vlanIPRangeCreate, on: .vlan, "A range of public or guest addresses is added."),
        .action(.vlanIPRangeUpdate, on: .vlan, "A range of public or guest addresses is changed."),
        .action(.vlanIPRangeDelete, on: .vlan, "A range of public or guest addresses is deleted."),
        .action(
            .vlanIPRangeDedicate, on: .vlan,
            "A range of public addresses is kept for one account or domain."),
        .action(
            .vlanIPRangeRelease, on: .vlan,
            "A range of public addresses is open to everybody again."),
        .action(.managementIPRangeCreate, on: .pod, "A pod gets a range of management addresses."),
        .action(
            .managementIPRangeUpdate, on: .pod, "A pod's range of management addresses is changed."),
        .action(.managementIPRangeDelete, on: .pod, "A pod loses a range of management addresses."),
        .action(
            .storageIPRangeCreate, on: .storageNetworkIPRange,
            "A range of storage addresses is added."),
        .action(
            .storageIPRangeUpdate, on: .storageNetworkIPRange,
            "A range of storage addresses is changed."),
        .action(
            .storageIPRangeDelete, on: .storageNetworkIPRange,
            "A range of storage addresses is deleted."),
        .action(.zoneVLANAssign, on: .vlan, "A network takes one of a zone's VLANs."),
        .action(.zoneVLANRelease, on: .vlan, "A network gives a VLAN back to its zone."),
        .action(.zoneVXLANAssign, on: .zone, "A network takes one of a zone's VXLANs."),
        .action(.zoneVXLANRelease, on: .zone, "A network gives a VXLAN back to its zone."),
        .action(
            .guestVLANRangeDedicate, on: .guestVLAN,
            "A range of guest VLANs is kept for one account."),
        .action(
            .dedicatedGuestVLANRangeRelease, on: .guestVLAN,
            "A range of guest VLANs is open to everybody again."),
        .action(
            .dedicateResource, "A zone, pod, cluster or host is kept for one account or domain."),
        .action(
            .dedicateResourceRelease, "A zone, pod, cluster or host is open to everybody again."),
        .action(.configurationValueEdit, on: .configuration, "A setting of the cloud is changed."),
        .action(
            .clusterDRS, on: .clusterDRSPlan,
            "Machines are moved to even out the load of a cluster."),
        .action(
            .clusterDRSGenerate, on: .clusterDRSPlan,
            "A plan to even out the load of a cluster is made."),
        .action(
            .startRollingMaintenance,
            "Maintenance of many hosts, one after the other, is asked for."),
        .action(
            .zoneRollingMaintenance, on: .zone, "A zone's hosts are maintained one after the other."
        ),
        .action(
            .podRollingMaintenance, on: .pod, "A pod's hosts are maintained one after the other."),
        .action(
            .clusterRollingMaintenance, on: .cluster,
            "A cluster's hosts are maintained one after the other."),
        .action(.purgeExpungedResources, "Records of resources that are long gone are erased."),
        .action(
            .msMaintenancePrepare, on: .managementServer,
            "A management server stops taking new work."),
        .action(
            .msMaintenanceCancel, on: .managementServer, "A management server takes work again."),
        .action(
            .msShutdownPrepare, on: .managementServer, "A management server prepares to shut down."),
        .action(
            .msShutdownCancel, on: .managementServer,
            "A management server's shutdown is called off."),
        .action(.msShutdown, on: .managementServer, "A management server shuts down."),
        .action(
            .managementServerRemove, on: .managementServer,
            "A management server is taken off the list."),
    ]
}
