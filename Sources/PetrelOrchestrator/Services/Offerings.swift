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
            + .dates("created") + .maps("serviceofferingdetails"))

    static let disks = Presentation(
        DiskOffering.self, "diskoffering", .everyone,
        .texts(
            "id", "name", "state", "displaytext", "tags", "storagetype", "provisioningtype",
            "cacheMode")
            + .longs("disksize", "miniops", "maxiops")
            + .flags(
                "iscustomized", "iscustomizediops", "displayoffering", "disksizestrictness",
                "encrypt", "suitableforvirtualmachine", "hasannotations") + .dates("created")
    ) { offering, _ in ["tags": offering.profile.attributes["storagetags"] ?? .null] }

    static let networks = Presentation(
        NetworkOffering.self, "networkoffering", .everyone,
        .texts(
            "id", "name", "displaytext", "tags", "traffictype", "availability", "state",
            "guestiptype", "serviceofferingid")
            + .integers("networkrate")
            + .flags(
                "isdefault", "specifyvlan", "conservemode", "specifyipranges", "forvpc",
                "ispersistent", "egressdefaultpolicy", "hasannotations") + .dates("created")
            + [APIField("service", .list, fields: .texts("name"))]
    ) { _, _ in ["tags": .null] }

    var commands: [APICommand] {
        [
            cloud.listing(
                "listServiceOfferings", "Lists sizes of machines.", Self.services,
                [
                    .boolean("issystem", "Only those for system machines."),
                    .id("virtualmachineid", of: VirtualMachine.kind, "Taken for compatibility."),
                    .id("zoneid", of: Zone.kind, "Taken for compatibility."),
                    .id("domainid", of: Domain.kind, "Taken for compatibility."),
                    .boolean("isrecursive", "Taken for compatibility."),
                    .integer("cpunumber", "Only those with so many cores."),
                    .integer("memory", "Only those with so many MiB."),
                ],
                filters: [
                    "issystem": .flag("issystem"), "cpunumber": .number("cpunumber"),
                    "memory": .number("memory"),
                ]
            ) { call, offering in isOffered(offering) },
            cloud.listing(
                "listDiskOfferings", "Lists sizes of disks.", Self.disks,
                [
                    .id("zoneid", of: Zone.kind, "Taken for compatibility."),
                    .id("domainid", of: Domain.kind, "Taken for compatibility."),
                    .boolean("isrecursive", "Taken for compatibility."),
                ]
            ) { call, offering in isOffered(offering) },
            cloud.listing(
                "listNetworkOfferings", "Lists kinds of networks.", Self.networks,
                [
                    .id("zoneid", of: Zone.kind, "Taken for compatibility."),
                    .string("displaytext", "Only of this text."), .string("state", "Its state."),
                    .string("traffictype", "Guest."), .boolean("isdefault", "Only default ones."),
                    .string("guestiptype", "Isolated, Shared or L2."),
                    .boolean("forvpc", "Only those for VPCs."),
                    .list("supportedservices", "Taken for compatibility."),
                    .boolean("specifyvlan", "Taken for compatibility."),
                    .string("availability", "Taken for compatibility."),
                ],
                filters: [
                    "state": .state, "guestiptype": .attribute("guestiptype"),
                    "traffictype": .attribute("traffictype"), "forvpc": .flag("forvpc"),
                    "isdefault": .flag("isdefault"), "displaytext": .attribute("displaytext"),
                ]),
            makeService, makeDisk, makeNetwork,
            cloud.acting(
                away: "deleteServiceOffering", "Ends an offering; machines keep it.",
                "SERVICE.OFFERING.DELETE", Self.services, roles: .admins, inSteps: true
            ) { offering, _, errand in
                let ended = try await cloud.move(
                    offering, ServiceOffering.self, .delete, for: errand)
                try await cloud.remove(ended, for: errand)
            },
            cloud.acting(
                away: "deleteDiskOffering", "Ends an offering; volumes keep it.",
                "DISK.OFFERING.DELETE", Self.disks, roles: .admins, inSteps: true
            ) { offering, _, errand in
                let ended = try await cloud.move(offering, DiskOffering.self, .delete, for: errand)
                try await cloud.remove(ended, for: errand)
            },
        ]
    }

    private func isOffered(_ offering: Resource) -> Bool { offering.state == "Active" }

    private var makeService: APICommand {
        cloud.making(
            "createServiceOffering", "Makes a size of machines.", "SERVICE.OFFERING.CREATE",
            Self.services, roles: .admin, in: .active,
            [
                .string("name", required: true, "Its name."), .string("displaytext", "Its text."),
                .integer("cpunumber", "Cores."), .integer("cpuspeed", "MHz."),
                .integer("memory", "MiB."), .boolean("offerha", "Restart elsewhere on host loss."),
                .boolean("limitcpuuse", "No more than promised."),
                .boolean("isvolatile", "Fresh root disk at each start."),
                .string("storagetype", "shared or local."), .string("tags", "Storage tags."),
                .string("provisioningtype", "thin, sparse or fat."),
                .string("hosttags", "Host tags."), .integer("networkrate", "Mbit/s."),
                .boolean("issystem", "For system machines."),
                .boolean("customized", "Taken for compatibility."),
                .long("rootdisksize", "GiB."),
                .ids("domainid", of: Domain.kind, "Taken for compatibility."),
                .ids("zoneid", of: Zone.kind, "Taken for compatibility."),
                .map("serviceofferingdetails", "Details."),
                .boolean("dynamicscalingenabled", "Can be resized while running."),
            ]
        ) { call, _ in
            guard let cores = call.integer("cpunumber"), let memory = call.integer("memory"),
                cores > 0, memory > 0
            else { throw APIError.invalid("cpunumber and memory must be given and above zero") }
            var profile = Resource.Profile(
                name: try call.required("name"), attributes: Self.service)
            profile.attributes["displaytext"] = .string(
                call.string("displaytext") ?? profile.name ?? "")
            profile.take(texts: ["storagetype", "provisioningtype", "hosttags"], from: call)
            profile.attributes["storagetags"] = call.string("tags").map(JSONValue.string)
            profile.take(
                flags: [
                    "offerha", "limitcpuuse", "isvolatile", "issystem", "dynamicscalingenabled",
                ], from: call)
            profile.take(
                numbers: ["cpunumber", "cpuspeed", "memory", "networkrate", "rootdisksize"],
                from: call)
            profile.attributes["serviceofferingdetails"] = .object(
                call.map("serviceofferingdetails").mapValues { .string($0) })
            return profile
        }
    }

    static let service: [String: JSONValue] = [
        "cpuspeed": 1000, "storagetype": "shared", "provisioningtype": "thin", "offerha": false,
        "limitcpuuse": false, "isvolatile": false, "issystem": false, "defaultuse": false,
        "iscustomized": false, "dynamicscalingenabled": true, "diskofferingstrictness": false,
        "encryptroot": false, "cacheMode": "none",
    ]

    static let disk: [String: JSONValue] = [
        "storagetype": "shared", "provisioningtype": "thin", "iscustomized": false,
        "iscustomizediops": false, "displayoffering": true, "disksizestrictness": false,
        "encrypt": false, "cacheMode": "none", "disksize": 0,
    ]

    static let network: [String: JSONValue] = [
        "traffictype": "Guest", "availability": "Optional", "isdefault": false,
        "specifyvlan": false,
        "conservemode": true, "specifyipranges": false, "forvpc": false, "ispersistent": false,
        "egressdefaultpolicy": false, "networkrate": 200, "guestiptype": "Isolated",
        "serviceofferingid": "",
        "service": [
            ["name": "Dhcp"], ["name": "Dns"], ["name": "SourceNat"], ["name": "StaticNat"],
        ],
    ]

    private var makeDisk: APICommand {
        cloud.making(
            "createDiskOffering", "Makes a size of disks.", "DISK.OFFERING.CREATE", Self.disks,
            roles: .admin, in: .active,
            [
                .string("name", required: true, "Its name."), .string("displaytext", "Its text."),
                .long("disksize", "GiB."),
                .boolean("customized", "Whether tenants choose the size."),
                .string("storagetype", "shared or local."), .string("tags", "Storage tags."),
                .string("provisioningtype", "thin, sparse or fat."),
                .boolean("displayoffering", "Whether tenants see it."),
                .long("miniops", "Promised operations a second."),
                .long("maxiops", "Allowed operations a second."),
                .ids("domainid", of: Domain.kind, "Taken for compatibility."),
                .ids("zoneid", of: Zone.kind, "Taken for compatibility."),
            ]
        ) { call, _ in
            let size = call.integer("disksize")
            let custom = call.boolean("customized") ?? (size == nil)
            guard custom || size ?? 0 > 0 else {
                throw APIError.invalid("disksize is needed unless customized=true")
            }
            var profile = Resource.Profile(name: try call.required("name"), attributes: Self.disk)
            profile.attributes["displaytext"] = .string(
                call.string("displaytext") ?? profile.name ?? "")
            profile.attributes["iscustomized"] = .bool(custom)
            profile.take(texts: ["storagetype", "provisioningtype"], from: call)
            profile.take(flags: ["displayoffering"], from: call)
            profile.take(numbers: ["disksize", "miniops", "maxiops"], from: call)
            profile.attributes["storagetags"] = call.string("tags").map(JSONValue.string)
            return profile
        }
    }

    private var makeNetwork: APICommand {
        cloud.making(
            "createNetworkOffering", "Makes a kind of networks.", "NETWORK.OFFERING.CREATE",
            Self.networks, roles: .admin, in: .enabled,
            [
                .string("name", required: true, "Its name."), .string("displaytext", "Its text."),
                .string("guestiptype", required: true, "Isolated, Shared or L2."),
                .string("traffictype", required: true, "Guest."),
                .list("supportedservices", "Its services."),
                .map("serviceproviderlist", "Taken for compatibility."),
                .integer("networkrate", "Mbit/s."),
                .boolean("specifyvlan", "Taken for compatibility."),
                .boolean("conservemode", "Taken for compatibility."),
                .boolean("ispersistent", "Taken for compatibility."),
                .string("availability", "Optional or Required."),
            ]
        ) { call, _ in
            var profile = Resource.Profile(
                name: try call.required("name"), attributes: Self.network)
            profile.attributes["displaytext"] = .string(
                call.string("displaytext") ?? profile.name ?? "")
            profile.take(texts: ["guestiptype", "traffictype", "availability"], from: call)
            profile.take(flags: ["specifyvlan", "conservemode", "ispersistent"], from: call)
            profile.take(numbers: ["networkrate"], from: call)
            let services = call.list("supportedservices")
            if !services.isEmpty {
                profile.attributes["service"] = .array(services.map { ["name": .string($0)] })
            }
            return profile
        }
    }
}
