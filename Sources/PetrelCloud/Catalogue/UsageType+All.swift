extension UsageType {
    /// Every usage type, in the order of its number.
    public static let all: [UsageType] = [
        .row(
            1, .runningVM, of: .virtualMachine, in: .hours, priced: "Compute*Month",
            "The hours a machine ran."),
        .row(
            2, .allocatedVM, of: .virtualMachine, in: .hours, priced: "Compute*Month",
            "The hours a machine existed, running or not."),
        .row(
            3, .ipAddress, of: .publicIPAddress, in: .hours, priced: "IP*Month",
            "The hours an account held a public address."),
        .row(
            4, .networkBytesSent, of: .network, in: .bytes, priced: "GB",
            "The bytes that left a network."),
        .row(
            5, .networkBytesReceived, of: .network, in: .bytes, priced: "GB",
            "The bytes that came into a network."),
        .row(
            6, .volume, of: .volume, in: .hours, priced: "GB*Month",
            "The hours a volume existed, with its size."),
        .row(
            7, .template, of: .template, in: .hours, priced: "GB*Month",
            "The hours a template was kept, with its size."),
        .row(
            8, .iso, of: .iso, in: .hours, priced: "GB*Month",
            "The hours an ISO was kept, with its size."),
        .row(
            9, .snapshot, of: .snapshot, in: .hours, priced: "GB*Month",
            "The hours a snapshot was kept, with its size."),
        .row(
            10, .securityGroup, of: .securityGroup, in: .hours, priced: "Policy*Month",
            "The hours a machine was in a security group."),
        .row(
            11, .loadBalancerPolicy, of: .loadBalancer, in: .hours, priced: "Policy*Month",
            "The hours a load balancer rule existed."),
        .row(
            12, .portForwardingRule, of: .portForwardingRule, in: .hours, priced: "Policy*Month",
            "The hours a forwarding rule existed."),
        .row(
            13, .networkOffering, of: .networkOffering, in: .hours, priced: "Policy*Month",
            "The hours a machine's card used a network offering."),
        .row(
            14, .vpnUsers, of: .vpnUser, in: .hours, priced: "Policy*Month",
            "The hours somebody could use remote access."),
        .row(
            21, .vmDiskIORead, of: .volume, in: .requests, priced: "IOPS",
            "The read requests a machine sent to a volume."),
        .row(
            22, .vmDiskIOWrite, of: .volume, in: .requests, priced: "IOPS",
            "The write requests a machine sent to a volume."),
        .row(
            23, .vmDiskBytesRead, of: .volume, in: .bytes, priced: "Bytes",
            "The bytes a machine read from a volume."),
        .row(
            24, .vmDiskBytesWrite, of: .volume, in: .bytes, priced: "Bytes",
            "The bytes a machine wrote to a volume."),
        .row(
            25, .vmSnapshot, of: .vmSnapshot, in: .hours, priced: "GB*Month",
            "The hours a machine's snapshot was kept, with its size."),
        .row(
            26, .volumeSecondary, of: .volume, in: .hours, priced: "GB*Month",
            "The hours an uploaded volume lay on secondary storage."),
        .row(
            27, .vmSnapshotOnPrimary, of: .vmSnapshot, in: .hours, priced: "GB*Month",
            "The hours a machine's snapshot took space on primary storage."),
        .row(
            28, .backup, of: .backupOffering, in: .hours, priced: "GB*Month",
            "The hours a machine was under a backup offering, with its size."),
        .row(
            29, .bucket, of: .bucket, in: .bytes, priced: "GB*Month",
            "The size of a bucket when records were made."),
        .row(
            30, .network, of: .network, in: .hours, priced: "Compute*Month",
            "The hours a guest network existed, by its state."),
        .row(
            31, .vpc, of: .vpc, in: .hours, priced: "Compute*Month",
            "The hours a private cloud existed."),
    ]
}
