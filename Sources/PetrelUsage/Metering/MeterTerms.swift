internal import PetrelCloud
internal import PetrelStates

/// Which attributes the price of a meter may depend on; a change of another one changes no interval.
enum MeterTerms {
    static func names(of meter: Meter) -> Set<String> { byMeter[meter] ?? others }

    /// Everything that is worth remembering of a resource.
    static let all: Set<String> = byMeter.values.reduce(others) { $0.union($1) }

    /// Meters that are counted for each machine, as `virtualmachineid` of the event names it.
    static let bySubject: Set<Meter> = [.securityGroup, .backup]

    private static let compute: Set<String> = [
        "serviceofferingid", "templateid", "hypervisor", "cpunumber", "cpuspeed", "memory",
    ]
    private static let image: Set<String> = ["size", "virtualsize", "templateid"]
    private static let snapshot: Set<String> = [
        "size", "virtualsize", "virtualmachineid", "volumeid", "diskofferingid",
    ]
    private static let others: Set<String> = [
        "size", "virtualsize", "type", "networkid", "virtualmachineid", "value",
    ]

    private static let byMeter: [Meter: Set<String>] = [
        .runningVM: compute, .allocatedVM: compute,
        .volume: ["diskofferingid", "templateid", "size", "virtualmachineid"],
        .volumeSecondary: ["diskofferingid", "templateid", "size"],
        .template: image, .iso: image,
        .snapshot: snapshot, .vmSnapshot: snapshot, .vmSnapshotOnPrimary: snapshot,
        .ipAddress: ["issourcenat", "issystem", "networkid", "ipaddress"],
        .network: ["networkofferingid", "state"],
        .networkOffering: ["networkofferingid", "networkid", "virtualmachineid", "isdefault"],
        .securityGroup: ["virtualmachineid"],
        .backup: ["virtualmachineid", "backupofferingid", "size", "virtualsize"],
        .bucket: ["size"],
        .vpc: ["vpcofferingid"],
        .vpnUsers: [], .loadBalancerPolicy: ["networkid"], .portForwardingRule: ["networkid"],
    ]
}
