public import PetrelStates

/// The meters of the cloud. Their names are those of CloudStack's usage types.
extension Meter {
    /// A VM that runs.
    public static let runningVM = Meter("RUNNING_VM")
    /// A VM that exists, from creation to destruction, running or not.
    public static let allocatedVM = Meter("ALLOCATED_VM")
    /// A public address that an account holds.
    public static let ipAddress = Meter("IP_ADDRESS")
    public static let networkBytesSent = Meter("NETWORK_BYTES_SENT")
    public static let networkBytesReceived = Meter("NETWORK_BYTES_RECEIVED")
    public static let volume = Meter("VOLUME")
    public static let template = Meter("TEMPLATE")
    public static let iso = Meter("ISO")
    public static let snapshot = Meter("SNAPSHOT")
    /// A VM's membership in a security group.
    public static let securityGroup = Meter("SECURITY_GROUP")
    public static let loadBalancerPolicy = Meter("LOAD_BALANCER_POLICY")
    public static let portForwardingRule = Meter("PORT_FORWARDING_RULE")
    /// A NIC on a network of an offering.
    public static let networkOffering = Meter("NETWORK_OFFERING")
    public static let vpnUsers = Meter("VPN_USERS")
    public static let vmDiskIORead = Meter("VM_DISK_IO_READ")
    public static let vmDiskIOWrite = Meter("VM_DISK_IO_WRITE")
    public static let vmDiskBytesRead = Meter("VM_DISK_BYTES_READ")
    public static let vmDiskBytesWrite = Meter("VM_DISK_BYTES_WRITE")
    public static let vmSnapshot = Meter("VM_SNAPSHOT")
    /// An uploaded volume on secondary storage.
    public static let volumeSecondary = Meter("VOLUME_SECONDARY")
    public static let vmSnapshotOnPrimary = Meter("VM_SNAPSHOT_ON_PRIMARY")
    /// A VM under a backup offering.
    public static let backup = Meter("BACKUP")
    public static let bucket = Meter("BUCKET")
    public static let network = Meter("NETWORK")
    public static let vpc = Meter("VPC")
}
