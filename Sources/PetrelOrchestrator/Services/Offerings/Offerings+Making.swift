internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// New ones.
extension Offerings {
    var makeService: APICommand {
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

    var makeDisk: APICommand {
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

    var makeNetwork: APICommand {
        cloud.making(
            "createNetworkOffering", "Makes a kind of networks.", "NETWORK.OFFERING.CREATE",
            Self.networks, roles: .admin, in: .enabled,
            or: (.disabled, { $0.boolean("enable") == false }),
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
                .boolean("enable", "Whether it is offered from the start; true."),
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
