/// The alerts, by the names they have in events.
extension EventType {
    public static var alertMemory: EventType { "ALERT.MEMORY" }
    public static var alertCPU: EventType { "ALERT.CPU" }
    public static var alertStorage: EventType { "ALERT.STORAGE" }
    public static var alertStorageAllocated: EventType { "ALERT.STORAGE.ALLOCATED" }
    public static var alertPublicIP: EventType { "ALERT.NETWORK.PUBLICIP" }
    public static var alertPrivateIP: EventType { "ALERT.NETWORK.PRIVATEIP" }
    public static var alertSecondaryStorage: EventType { "ALERT.STORAGE.SECONDARY" }
    public static var alertHost: EventType { "ALERT.COMPUTE.HOST" }
    public static var alertUserVM: EventType { "ALERT.USERVM" }
    public static var alertDomainRouter: EventType { "ALERT.SERVICE.DOMAINROUTER" }
    public static var alertConsoleProxy: EventType { "ALERT.SERVICE.CONSOLEPROXY" }
    public static var alertIPv6Subnet: EventType { "ALERT.NETWORK.IPV6SUBNET" }
    public static var alertRouting: EventType { "ALERT.NETWORK.ROUTING" }
    public static var alertStorageMisc: EventType { "ALERT.STORAGE.MISC" }
    public static var alertUsageServer: EventType { "ALERT.USAGE" }
    public static var alertManagementServer: EventType { "ALERT.MANAGEMENT" }
    public static var alertDomainRouterMigrate: EventType { "ALERT.NETWORK.DOMAINROUTERMIGRATE" }
    public static var alertConsoleProxyMigrate: EventType { "ALERT.SERVICE.CONSOLEPROXYMIGRATE" }
    public static var alertUserVMMigrate: EventType { "ALERT.USERVM.MIGRATE" }
    public static var alertVLAN: EventType { "ALERT.NETWORK.VLAN" }
    public static var alertSSVM: EventType { "ALERT.SERVICE.SSVM" }
    public static var alertUsageServerResult: EventType { "ALERT.USAGE.RESULT" }
    public static var alertObjectStorage: EventType { "ALERT.STORAGE.OBJECT" }
    public static var alertStorageDelete: EventType { "ALERT.STORAGE.DELETE" }
    public static var alertBackupStorage: EventType { "ALERT.STORAGE.BACKUP" }
    public static var alertResourceCount: EventType { "ALERT.RESOURCE.COUNT" }
    public static var alertUsageSanity: EventType { "ALERT.USAGE.SANITY" }
    public static var alertDirectPublicIP: EventType { "ALERT.NETWORK.DIRECTPUBLICIP" }
    public static var alertLocalStorage: EventType { "ALERT.STORAGE.LOCAL" }
    public static var alertResourceLimitExceeded: EventType { "ALERT.RESOURCE.EXCEED" }
    public static var alertSync: EventType { "ALERT.TYPE.SYNC" }
    public static var alertUploadFailed: EventType { "ALERT.UPLOAD.FAILED" }
    public static var alertOutOfBandManagementLogin: EventType { "ALERT.OOBM.AUTHERROR" }
    public static var alertHAAction: EventType { "ALERT.HA.ACTION" }
    public static var alertCACertificate: EventType { "ALERT.CA.CERT" }
    public static var alertVMSnapshot: EventType { "ALERT.VM.SNAPSHOT" }
    public static var alertPublicInterfaceMTU: EventType { "ALERT.VR.PUBLIC.IFACE.MTU" }
    public static var alertExtensionPathNotReady: EventType {
        "ALERT.TYPE.EXTENSION.PATH.NOT.READY"
    }
    public static var alertPrivateInterfaceMTU: EventType { "ALERT.VR.PRIVATE.IFACE.MTU" }
    public static var alertSite2SiteVPNGatewayObsoleteParameters: EventType {
        "ALERT.S2S.VPN.GATEWAY.OBSOLETE.PARAMETERS"
    }
    public static var alertBackupValidationFailed: EventType { "ALERT.BACKUP.VALIDATION.FAILED" }
    public static var alertBackupValidationUnable: EventType {
        "ALERT.BACKUP.VALIDATION.UNABLE.TO.VALIDATE"
    }
    public static var alertBackupValidationCleanupFailed: EventType {
        "ALERT.BACKUP.VALIDATION.CLEANUP_FAILED"
    }
}

extension AlertType {
    /// Every alert type, in the order of CloudStack's numbers.
    public static let all: [AlertType] = [
        .once(0, .alertMemory, "A cluster has little memory left."),
        .once(1, .alertCPU, "A cluster has little processor capacity left."),
        .once(2, .alertStorage, "Primary storage is nearly full."),
        .once(3, .alertStorageAllocated, "Primary storage is nearly promised away."),
        .once(4, .alertPublicIP, "A zone has few public addresses left."),
        .once(5, .alertPrivateIP, "A pod has few private addresses left."),
        .once(6, .alertSecondaryStorage, "Secondary storage is nearly full."),
        .always(7, .alertHost, "A host is lost, removed or cannot enter maintenance."),
        .always(8, .alertUserVM, "A user's machine is in trouble."),
        .always(9, .alertDomainRouter, "A virtual router is up, down or has changed sides."),
        .always(10, .alertConsoleProxy, "A console proxy is up, down or in trouble."),
        .once(10, .alertIPv6Subnet, "A zone has few IPv6 subnets for guests left.", id: 110),
        .once(11, .alertRouting, "The way to a default route or gateway is lost."),
        .always(12, .alertStorageMisc, "Storage is in trouble, or a zone has none."),
        .once(13, .alertUsageServer, "No usage server is running."),
        .always(14, .alertManagementServer, "A management server is up, down or in trouble."),
        .once(15, .alertDomainRouterMigrate, "A virtual router could not be moved."),
        .once(16, .alertConsoleProxyMigrate, "A console proxy could not be moved."),
        .once(17, .alertUserVMMigrate, "A user's machine could not be moved."),
        .once(18, .alertVLAN, "A zone has few VLANs left."),
        .always(19, .alertSSVM, "A secondary storage machine is up, down or in trouble."),
        .once(20, .alertUsageServerResult, "The making of usage records failed."),
        .once(20, .alertObjectStorage, "Object storage is nearly full.", id: 120),
        .once(21, .alertStorageDelete, "A storage pool could not be deleted."),
        .once(21, .alertBackupStorage, "Backup storage is nearly full.", id: 121),
        .once(
            22, .alertResourceCount,
            "The count of what an account has could not be brought up to date."),
        .once(23, .alertUsageSanity, "A check of the usage records found mistakes."),
        .once(24, .alertDirectPublicIP, "A shared network has few addresses left."),
        .once(25, .alertLocalStorage, "A host's own storage is nearly full."),
        .always(
            26, .alertResourceLimitExceeded, "An account or a domain is over one of its limits."),
        .once(27, .alertSync, "What hosts report of machines does not fit what is known of them."),
        .always(28, .alertUploadFailed, "An upload failed."),
        .always(
            29, .alertOutOfBandManagementLogin, "A host's remote power control refused the login."),
        .always(30, .alertHAAction, "A host's failure handling took a notable step."),
        .always(31, .alertCACertificate, "A certificate ends soon or has been renewed."),
        .once(32, .alertVMSnapshot, "A machine's snapshot is in trouble."),
        .once(
            33, .alertPublicInterfaceMTU,
            "A router's public packets are larger than its zone allows."),
        .always(
            33, .alertExtensionPathNotReady,
            "A management server does not have the program of an extension.", id: 133),
        .once(
            34, .alertPrivateInterfaceMTU,
            "A router's private packets are larger than its zone allows."),
        .always(
            34, .alertSite2SiteVPNGatewayObsoleteParameters,
            "A VPN gateway uses ciphers that are no longer safe.", id: 134),
        .always(35, .alertBackupValidationFailed, "A backup was tried out and is no good."),
        .always(36, .alertBackupValidationUnable, "A backup could not be tried out."),
        .always(
            37, .alertBackupValidationCleanupFailed,
            "What trying out a backup left behind could not be removed."),
    ]
}
