internal import PetrelPlugin

/// Parameters that clients of CloudStack may send and that change nothing here, by command.
///
/// They ask for what this cloud has not, as encryption or IPv6, or for something about how an answer is made. They are
/// declared so that clients that ask `listApis` first may send them, and that their values are checked; whatever would
/// make a command do something else than it was asked for belongs into its service instead.
enum AcceptedParameters {
    static let all: [String: [APIParameter]] = [
        "addHost": .taken(.list, "storageaccessgroups") + .taken(.map, "externaldetails"),
        "addNicToVirtualMachine": .taken(.map, "dhcpoptions"),
        "associateIpAddress": .taken(.integer, "regionid"),
        "changeServiceForVirtualMachine": .taken(.long, "miniops", "maxiops")
            + .taken(.boolean, "automigrate", "shrinkok"),
        "copySnapshot": .taken(.list, "storageids") + .taken(.boolean, "usestoragereplication"),
        "createDiskOffering": .taken(
            .long, "bytesreadrate", "bytesreadratemax", "bytesreadratemaxlength", "byteswriterate",
            "byteswriteratemax", "byteswriteratemaxlength", "iopsreadrate", "iopsreadratemax",
            "iopsreadratemaxlength", "iopswriterate", "iopswriteratemax", "iopswriteratemaxlength")
            + .taken(.boolean, "customizediops", "disksizestrictness", "encrypt")
            + .taken(.integer, "hypervisorsnapshotreserve") + .taken(.string, "cachemode")
            + .taken(.uuid, "storagepolicy") + .taken(.map, "details"),
        "createDomain": .taken(.string, "domainid"),
        "createNetwork": .taken(
            .string, "isolatedpvlan", "isolatedpvlantype", "tungstenvirtualrouteruuid", "startipv6",
            "endipv6", "ip6gateway", "ip6cidr", "externalid", "ip6dns1", "ip6dns2",
            "sourcenatipaddress", "routerip", "routeripv6")
            + .taken(
                .boolean, "subdomainaccess", "keepmacaddressonpublicnic", "bypassvlanoverlapcheck",
                "hideipaddressusage") + .taken(.uuid, "vpcid", "aclid", "associatednetworkid")
            + .taken(.integer, "publicmtu", "privatemtu", "cidrsize") + .taken(.long, "asnumber")
            + .taken(.list, "bgppeerids"),
        "createNetworkOffering": .taken(
            .string, "tags", "internetprotocol", "provider", "networkmode", "routingmode")
            + .taken(.uuid, "serviceofferingid") + .taken(.map, "servicecapabilitylist", "details")
            + .taken(
                .boolean, "specifyipranges", "forvpc", "fornsx", "nsxsupportlb",
                "nsxsupportsinternallb", "fortungsten", "egressdefaultpolicy", "keepaliveenabled",
                "specifyasnumber") + .taken(.integer, "maxconnections")
            + .taken(.list, "domainid", "zoneid"),
        "createServiceOffering": .taken(
            .string, "systemvmtype", "deploymentplanner", "cachemode", "leaseexpiryaction")
            + .taken(
                .long, "bytesreadrate", "bytesreadratemax", "bytesreadratemaxlength",
                "byteswriterate", "byteswriteratemax", "byteswriteratemaxlength", "iopsreadrate",
                "iopsreadratemax", "iopsreadratemaxlength", "iopswriterate", "iopswriteratemax",
                "iopswriteratemaxlength", "miniops", "maxiops")
            + .taken(
                .boolean, "customizediops", "diskofferingstrictness", "encryptroot",
                "purgeresources", "gpudisplay")
            + .taken(
                .integer, "hypervisorsnapshotreserve", "maxcpunumber", "mincpunumber", "maxmemory",
                "minmemory", "leaseduration", "gpucount")
            + .taken(.uuid, "storagepolicy", "diskofferingid", "vgpuprofileid")
            + .taken(.map, "externaldetails"),
        "createSnapshot": .taken(.uuid, "policyid") + .taken(.list, "zoneids", "storageids")
            + .taken(.boolean, "usestoragereplication"),
        "createStoragePool": .taken(.string, "storageaccessgroups")
            + .taken(.boolean, "managed", "istagarule") + .taken(.long, "capacityiops"),
        "createTemplate": .taken(.integer, "bits") + .taken(.boolean, "requireshvm")
            + .taken(.uuid, "virtualmachineid", "projectid", "zoneid", "domainid")
            + .taken(.string, "url", "templatetag", "account"),
        "createUser": .taken(.boolean, "passwordchangerequired"),
        "createVolume": .taken(.uuid, "kmskeyid", "storageid") + .taken(.string, "customid"),
        "createZone": .taken(.uuid, "domainid") + .taken(.boolean, "isedge")
            + .taken(.list, "storageaccessgroups"),
        "deleteHost": .taken(.boolean, "forcedestroylocalstorage"),
        "deleteTemplate": .taken(.boolean, "issystem"),
        "deployVirtualMachine": .taken(
            .uuid, "volumeid", "snapshotid", "rootdiskkmskeyid", "userdataid",
            "overridediskofferingid", "podid", "clusterid")
            + .taken(
                .string, "boottype", "bootmode", "ip6address", "keyboard", "deploymentplanner",
                "extraconfig", "iodriverpolicy", "leaseexpiryaction", "customid")
            + .taken(
                .boolean, "bootintosetup", "copyimagetags", "iothreadsenabled",
                "nicpackedvirtqueuesenabled", "blankinstance")
            + .taken(
                .map, "datadisksdetails", "userdatadetails", "dhcpoptionsnetworklist",
                "datadiskofferinglist", "properties", "nicnetworklist", "externaldetails")
            + .taken(.list, "securitygroupnames", "affinitygroupnames")
            + .taken(.integer, "nicmultiqueuenumber", "leaseduration"),
        "destroyVirtualMachine": .taken(.boolean, "forced"),
        "listAccounts": .taken(.boolean, "showicon"),
        "listAsyncJobs": .taken(.uuid, "managementserverid"),
        "listClusters": .taken(.boolean, "showcapacities"),
        "listConfigurations": .taken(
            .uuid, "clusterid", "storageid", "accountid", "domainid", "imagestoreuuid",
            "managementserverid") + .taken(.string, "group", "subgroup", "parent"),
        "listDiskOfferings": .taken(.uuid, "volumeid", "storageid", "virtualmachineid", "projectid")
            + .taken(.string, "account"),
        "listDomains": .taken(.boolean, "showicon") + .taken(.string, "tag"),
        "listHosts": .taken(.uuid, "managementserverid"),
        "listIsos": .taken(.boolean, "showunique", "showicon"),
        "listNetworkOfferings": .taken(.uuid, "domainid", "networkid")
            + .taken(.boolean, "sourcenatsupported"),
        "listNetworks": .taken(.boolean, "showicon", "retrieveonlyresourcecount"),
        "listPods": .taken(.boolean, "showcapacities"),
        "listPublicIpAddresses": .taken(.boolean, "retrieveonlyresourcecount"),
        "listServiceOfferings": .taken(.uuid, "templateid", "projectid")
            + .taken(.string, "account"),
        "listSnapshots": .taken(.boolean, "showunique"),
        "listStoragePools": .taken(.boolean, "storagecustomstats"),
        "listTemplates": .taken(.boolean, "showunique", "showicon") + .taken(.list, "details"),
        "listUsers": .taken(.string, "apikeyaccess") + .taken(.boolean, "showicon"),
        "listVirtualMachines": .taken(
            .boolean, "forvirtualnetwork", "showicon", "accumulate", "userdata",
            "retrieveonlyresourcecount"),
        "listVolumes": .taken(.boolean, "listsystemvms", "retrieveonlyresourcecount"),
        "listZones": .taken(.boolean, "showicon"),
        "rebootVirtualMachine": .taken(.boolean, "bootintosetup"),
        "registerIso": .taken(.uuid, "projectid") + .taken(.string, "imagestoreuuid"),
        "registerTemplate": .taken(.uuid, "projectid", "extensionid")
            + .taken(.boolean, "isrouting", "deployasis", "forcks")
            + .taken(.string, "templatetype") + .taken(.map, "externaldetails"),
        "registerUserKeys": .taken(.string, "name", "description")
            + .taken(.date, "startdate", "enddate") + .taken(.map, "rules"),
        "resizeVolume": .taken(.long, "miniops", "maxiops") + .taken(.boolean, "automigrate"),
        "restartNetwork": .taken(.boolean, "makeredundant", "livepatch"),
        "restoreVirtualMachine": .taken(.uuid, "diskofferingid") + .taken(.map, "details")
            + .taken(.boolean, "expunge"),
        "scaleVirtualMachine": .taken(.long, "miniops", "maxiops")
            + .taken(.boolean, "automigrate", "shrinkok"),
        "startVirtualMachine": .taken(.uuid, "podid", "clusterid")
            + .taken(.boolean, "considerlasthost", "bootintosetup")
            + .taken(.string, "deploymentplanner"),
        "updateConfiguration": .taken(
            .uuid, "clusterid", "storageid", "accountid", "domainid", "imagestoreuuid",
            "managementserverid"),
        "updateHost": .taken(.string, "guestosrule", "url")
            + .taken(.boolean, "istagarule", "cleanupexternaldetails")
            + .taken(.map, "externaldetails"),
        "updateIpAddress": .taken(.string, "customid"),
        "updateNetwork": .taken(
            .boolean, "changecidr", "updateinsequence", "forced", "keepmacaddressonpublicnic",
            "hideipaddressusage")
            + .taken(.string, "guestvmcidr", "ip6dns1", "ip6dns2", "sourcenatipaddress", "customid")
            + .taken(.integer, "publicmtu", "privatemtu"),
        "updateNetworkOffering": .taken(.boolean, "keepaliveenabled")
            + .taken(.integer, "maxconnections") + .taken(.string, "tags", "domainid", "zoneid"),
        "updateServiceOffering": .taken(.string, "domainid", "zoneid")
            + .taken(.boolean, "purgeresources", "cleanupexternaldetails")
            + .taken(.map, "externaldetails"),
        "updateTemplate": .taken(.string, "templatetype")
            + .taken(.boolean, "forcks", "forceupdateostype", "isrouting")
            + .taken(.integer, "sortkey"),
        "updateUser": .taken(.string, "apikeyaccess")
            + .taken(.boolean, "mandate2fa", "passwordchangerequired"),
        "updateVirtualMachine": .taken(.uuid, "userdataid")
            + .taken(.map, "userdatadetails", "dhcpoptionsnetworklist")
            + .taken(.list, "securitygroupids", "securitygroupnames")
            + .taken(.string, "extraconfig", "leaseexpiryaction", "customid")
            + .taken(.integer, "leaseduration") + .taken(.boolean, "cleanupextraconfig"),
        "updateVolume": .taken(.uuid, "storageid") + .taken(.string, "state", "customid"),
        "updateZone": .taken(.boolean, "ispublic") + .taken(.map, "details")
            + .taken(.list, "dnssearchorder") + .taken(.integer, "sortkey"),
    ]
}

extension [APIParameter] {
    fileprivate static func taken(_ kind: APIParameter.Kind, _ names: String...) -> Self {
        names.map {
            APIParameter($0, kind, maximumLength: 65_536, "Taken for compatibility.")
        }
    }
}
