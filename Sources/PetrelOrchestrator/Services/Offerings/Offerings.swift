internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// What tenants can choose from: sizes of machines, of disks, kinds of networks.
struct Offerings: Service {
    let cloud: Cloud

    static let services = Presentation(
        ServiceOffering.self, "serviceoffering", .everyone,
        .texts(
            "id", "name", "state", "displaytext", "storagetype", "provisioningtype", "storagetags",
            "hosttags", "systemvmtype", "deploymentplanner", "cacheMode")
            + .integers("cpunumber", "cpuspeed", "memory", "networkrate") + .longs("rootdisksize")
            + .flags(
                "offerha", "limitcpuuse", "isvolatile", "issystem", "defaultuse", "iscustomized",
                "dynamicscalingenabled", "diskofferingstrictness", "encryptroot", "hasannotations")
            + .dates("created") + .maps("serviceofferingdetails") + scope + speeds
            + .texts(
                "diskofferingid", "diskofferingname", "diskofferingdisplaytext", "gpucardid",
                "gpucardname", "vgpuprofileid", "vgpuprofilename", "leaseexpiryaction")
            + .longs(
                "videoram", "maxheads", "maxresolutionx", "maxresolutiony", "miniops", "maxiops")
            + .integers("gpucount", "leaseduration")
            + .flags("iscustomizediops", "gpudisplay", "purgeresources"))

    /// For whom and where; here for all, everywhere.
    private static let scope: [APIField] = .texts("domainid", "domain", "zoneid", "zone")

    /// How fast disks may be elsewhere.
    private static let speeds: [APIField] =
        .longs(
            "diskBytesReadRate", "diskBytesReadRateMax", "diskBytesReadRateMaxLength",
            "diskBytesWriteRate", "diskBytesWriteRateMax", "diskBytesWriteRateMaxLength",
            "diskIopsReadRate", "diskIopsReadRateMax", "diskIopsReadRateMaxLength",
            "diskIopsWriteRate", "diskIopsWriteRateMax", "diskIopsWriteRateMaxLength")
        + .integers("hypervisorsnapshotreserve") + .texts("vspherestoragepolicy")

    static let disks = Presentation(
        DiskOffering.self, "diskoffering", .everyone,
        .texts(
            "id", "name", "state", "displaytext", "tags", "storagetype", "provisioningtype",
            "cacheMode")
            + .longs("disksize", "miniops", "maxiops")
            + .flags(
                "iscustomized", "iscustomizediops", "displayoffering", "disksizestrictness",
                "encrypt", "suitableforvirtualmachine", "hasannotations") + .dates("created")
            + scope + speeds + .maps("details")
    ) { offering, _, _ in ["tags": offering.profile.attributes["storagetags"] ?? .null] }

    static let networks = Presentation(
        NetworkOffering.self, "networkoffering", .everyone,
        .texts(
            "id", "name", "displaytext", "tags", "traffictype", "availability", "state",
            "guestiptype", "serviceofferingid")
            + .integers("networkrate")
            + .flags(
                "isdefault", "specifyvlan", "conservemode", "specifyipranges", "forvpc",
                "ispersistent", "egressdefaultpolicy", "hasannotations") + .dates("created")
            + [APIField("service", .list, fields: .texts("name"))] + scope
            + .texts("networkmode", "internetprotocol", "routingmode")
            + .integers("maxconnections") + .maps("details")
            + .flags(
                "fornsx", "fortungsten", "supportsstrechedl2subnet", "supportspublicaccess",
                "supportsinternallb", "specifyasnumber")
    ) { _, _, _ in ["tags": .null] }

    var commands: [APICommand] {
        [
            cloud.listing(
                "listServiceOfferings", "Lists sizes of machines.", Self.services,
                [
                    .boolean("issystem", "Only those for system machines."),
                    .id("virtualmachineid", of: VirtualMachine.kind, "Taken for compatibility."),
                    .id("zoneid", of: Zone.kind, "A zone; every offering is for all of them."),
                    .id("domainid", of: Domain.kind, "Taken for compatibility."),
                    .boolean("isrecursive", "Taken for compatibility."),
                    .integer("cpunumber", "Only those with so many cores."),
                    .integer("memory", "Only those with so many MiB."),
                    .integer("cpuspeed", "Only those with so many MHz."),
                    .string("state", "Active or Inactive."),
                    .string("storagetype", "shared or local."),
                    .boolean("encryptroot", "Only those that encrypt, or not."),
                    .string("systemvmtype", "Only those for such system machines."),
                    .id("vgpuprofileid", of: "VgpuProfile", "Only those with such a GPU."),
                    .boolean("gpuenabled", "Only those with, or without, a GPU."),
                ],
                filters: [
                    "zoneid": .everywhere,
                    "cpuspeed": .number("cpuspeed"), "storagetype": .attribute("storagetype"),
                    "encryptroot": .flag("encryptroot"), "systemvmtype": .nothing,
                    "vgpuprofileid": .nothing, "gpuenabled": .nothing,
                    "issystem": .flag("issystem"), "cpunumber": .number("cpunumber"),
                    "memory": .number("memory"),
                ]
            ) { call, listing in try narrow(call, &listing) },
            cloud.listing(
                "listDiskOfferings", "Lists sizes of disks.", Self.disks,
                [
                    .id("zoneid", of: Zone.kind, "A zone; every offering is for all of them."),
                    .id("domainid", of: Domain.kind, "Taken for compatibility."),
                    .boolean("isrecursive", "Taken for compatibility."),
                    .string("state", "Active or Inactive."),
                    .string("storagetype", "shared or local."),
                    .boolean("encrypt", "Only those that encrypt, or not."),
                ],
                filters: [
                    "zoneid": .everywhere, "storagetype": .attribute("storagetype"),
                    "encrypt": .flag("encrypt"),
                ]
            ) { call, listing in try narrow(call, &listing) },
            cloud.listing(
                "listNetworkOfferings", "Lists kinds of networks.", Self.networks,
                [
                    .id("zoneid", of: Zone.kind, "A zone; every offering is for all of them."),
                    .string("displaytext", "Only of this text."), .string("state", "Its state."),
                    .string("traffictype", "Guest."), .boolean("isdefault", "Only default ones."),
                    .string("guestiptype", "Isolated, Shared or L2."),
                    .boolean("forvpc", "Only those for VPCs."),
                    .list("supportedservices", "Taken for compatibility."),
                    .boolean("specifyvlan", "Only those with, or without, a VLAN to choose."),
                    .string("availability", "Optional or Required."),
                    .boolean("specifyipranges", "Only those with, or without, ranges."),
                    .string("tags", "Only those with this tag."),
                    .boolean("istagged", "Only those with, or without, tags."),
                    .string("routingmode", "Static or Dynamic."),
                ],
                filters: [
                    "zoneid": .everywhere,
                    "specifyvlan": .flag("specifyvlan"), "tags": .nothing, "istagged": .nothing,
                    "availability": .attribute("availability"), "routingmode": .nothing,
                    "specifyipranges": .flag("specifyipranges"),
                    "state": .state, "guestiptype": .attribute("guestiptype"),
                    "traffictype": .attribute("traffictype"), "forvpc": .flag("forvpc"),
                    "isdefault": .flag("isdefault"), "displaytext": .attribute("displaytext"),
                ]),
            makeService, makeDisk, makeNetwork, updateService, updateNetwork,
            cloud.acting(
                away: "deleteServiceOffering", "Ends an offering; machines keep it.",
                "SERVICE.OFFERING.DELETE", Self.services, roles: .admin, inSteps: true
            ) { offering, _, errand in
                let ended = try await cloud.move(
                    offering, ServiceOffering.self, .delete, for: errand)
                try await cloud.remove(ended, for: errand)
            },
            cloud.acting(
                away: "deleteDiskOffering", "Ends an offering; volumes keep it.",
                "DISK.OFFERING.DELETE", Self.disks, roles: .admin, inSteps: true
            ) { offering, _, errand in
                let ended = try await cloud.move(offering, DiskOffering.self, .delete, for: errand)
                try await cloud.remove(ended, for: errand)
            },
        ]
    }
}
