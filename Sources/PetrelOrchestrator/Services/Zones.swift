internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Zones with their pods and clusters.
struct Zones: Service {
    let cloud: Cloud

    static let presentation = Presentation(
        Zone.self, "zone", .everyone,
        .texts(
            "id", "name", "description", "dns1", "dns2", "internaldns1", "internaldns2",
            "guestcidraddress", "displaytext", "domain", "networktype", "allocationstate",
            "zonetoken", "dhcpprovider", "type")
            + .flags(
                "securitygroupsenabled", "localstorageenabled", "hasannotations", "ismultiarch")
            + .tags
            + .texts(
                "ip6dns1", "ip6dns2", "domainid", "domainname", "provider", "asnrange",
                "storageaccessgroups")
            + .longs("gputotal", "gpuused")
            + .integers("routerprivateinterfacemaxmtu", "routerpublicinterfacemaxmtu")
            + .flags("allowuserspecifyvrmtu", "isnsxenabled", "routedmodeenabled")
            + .lists("capacity") + .maps("resourcedetails") + .objects("icon")
    ) { zone, _, _ in ["allocationstate": .string(zone.state)] }

    static let pods = Presentation(
        Pod.self, "pod", .operators,
        .texts("id", "name", "zoneid", "zonename", "gateway", "netmask", "allocationstate")
            + .lists("startip", "endip", "ipranges", "forsystemvms", "vlanid", "capacity")
            + .texts("storageaccessgroups", "zonestorageaccessgroups") + .flags("hasannotations")
    ) { pod, _, _ in ["allocationstate": .string(pod.state)] }

    static let clusters = Presentation(
        Cluster.self, "cluster", .operators,
        .texts(
            "id", "name", "podid", "podname", "zoneid", "zonename", "hypervisortype", "clustertype",
            "allocationstate", "managedstate", "cpuovercommitratio", "memoryovercommitratio", "arch"
        )
            + .texts(
                "ovm3vip", "storageaccessgroups", "podstorageaccessgroups",
                "zonestorageaccessgroups", "extensionid", "extensionname")
            + .lists("capacity") + .maps("resourcedetails") + .flags("hasannotations")
    ) { cluster, _, _ in ["allocationstate": .string(cluster.state)] }

    var commands: [APICommand] {
        [
            cloud.listing(
                "listZones", "Lists zones.", Self.presentation,
                [
                    .ids("ids", of: Zone.kind, "Only these."),
                    .boolean("available", "Only those where the caller has or may have machines."),
                    .string("networktype", "Basic or Advanced."),
                    .id("domainid", of: Domain.kind, "Taken for compatibility."),
                    .boolean("showcapacities", "Taken for compatibility."),
                    .map("tags", "Only what carries these tags."),
                    .string("storageaccessgroup", "Only those of this group."),
                ],
                filters: [
                    "networktype": .attribute("networktype"), "storageaccessgroup": .nothing,
                ]
            ) { call, listing in
                guard call.boolean("available") == true, call.caller.role != .admin else { return }
                listing.narrow { $0.states = [Zone.State.enabled.rawValue] }
            },
            cloud.listing(
                "listPods", "Lists pods.", Self.pods, roles: .admin,
                [
                    .id("zoneid", of: Zone.kind, "Its zone."),
                    .string("allocationstate", "Enabled or Disabled."),
                    .string("storageaccessgroup", "Only those of this group."),
                ], filters: ["allocationstate": .state, "storageaccessgroup": .nothing]),
            cloud.listing(
                "listClusters", "Lists clusters.", Self.clusters, roles: .admin,
                [
                    .id("zoneid", of: Zone.kind, "Its zone."),
                    .id("podid", of: Pod.kind, "Its pod."),
                    .string("hypervisor", "Its hypervisor."),
                    .string("allocationstate", "Enabled or Disabled."),
                    .string("clustertype", "CloudManaged."), .string("managedstate", "Managed."),
                    .string("arch", "Only those with this processor."),
                    .string("storageaccessgroup", "Only those of this group."),
                ],
                filters: [
                    "clustertype": .attribute("clustertype"),
                    "managedstate": .attribute("managedstate"), "arch": .attribute("arch"),
                    "storageaccessgroup": .nothing, "podid": .parent,
                    "hypervisor": .attribute("hypervisortype"),
                    "allocationstate": .state,
                ]),
            make, makePod, makeCluster, update, hypervisors, systemTypes,
        ]
    }

    private var make: APICommand {
        cloud.making(
            "createZone", "Makes a zone.", "ZONE.CREATE", Self.presentation, roles: .admin,
            in: .disabled, or: (.enabled, { $0.string("allocationstate") == "Enabled" }),
            [
                .string("name", required: true, "Its name."),
                .string("dns1", required: true, "The machines' name server."),
                .string("internaldns1", required: true, "The hosts' name server."),
                .string("networktype", required: true, "Basic or Advanced."),
                .string("dns2", "The second one."), .string("internaldns2", "The second one."),
                .string("ip6dns1", "Name server."), .string("ip6dns2", "The second one."),
                .string("allocationstate", "Enabled; Disabled."),
                .string("guestcidraddress", "Addresses of isolated networks."),
                .string("domain", "The zone's DNS domain."),
                .boolean("securitygroupenabled", "Taken for compatibility."),
                .boolean("localstorageenabled", "Whether hosts' own disks are used."),
            ]
        ) { call, _ in
            var profile = Resource.Profile(
                name: try call.required("name"),
                attributes: [
                    "securitygroupsenabled": false, "type": "Core", "dhcpprovider": "VirtualRouter",
                    "localstorageenabled": .bool(call.boolean("localstorageenabled") ?? false),
                ])
            profile.take(
                texts: [
                    "dns1", "dns2", "internaldns1", "internaldns2", "networktype", "ip6dns1",
                    "ip6dns2",
                    "guestcidraddress", "domain",
                ], from: call)
            return profile
        }
    }

    private var makePod: APICommand {
        cloud.making(
            "createPod", "Makes a pod.", "POD.CREATE", Self.pods, roles: .admin, in: .enabled,
            [
                .string("name", required: true, "Its name."),
                .id("zoneid", of: Zone.kind, required: true, "Its zone."),
                .string("gateway", "Its gateway."), .string("netmask", "Its netmask."),
                .string("startip", "Its first address."), .string("endip", "Its last address."),
            ]
        ) { call, _ in
            let zone = try await cloud.find(
                Zone.self, call.id("zoneid"), .everyone, for: call.caller)
            var profile = Resource.Profile(
                name: try call.required("name"), zone: zone.id,
                attributes: ["zonename": .string(zone.name)])
            profile.take(texts: ["gateway", "netmask"], from: call)
            profile.attributes["startip"] = call.string("startip").map { [.string($0)] }
            profile.attributes["endip"] = call.string("endip").map { [.string($0)] }
            return profile
        }
    }

    private var makeCluster: APICommand {
        cloud.making(
            "addCluster", "Makes a cluster.", "CLUSTER.CREATE", Self.clusters, roles: .admin,
            in: .enabled, answer: .list,
            [
                .string("clustername", required: true, "Its name."),
                .string("clustertype", "CloudManaged."),
                .string("hypervisor", required: true, "Its hypervisor."),
                .id("podid", of: Pod.kind, required: true, "Its pod."),
                .id("zoneid", of: Zone.kind, required: true, "Its zone."),
            ]
        ) { call, _ in
            let zone = try await cloud.find(
                Zone.self, call.id("zoneid"), .everyone, for: call.caller)
            let pod = try await cloud.find(Pod.self, call.id("podid"), .operators, for: call.caller)
            return Resource.Profile(
                name: try call.required("clustername"), zone: zone.id, parent: pod.id,
                attributes: [
                    "zonename": .string(zone.name), "podid": .string(pod.id),
                    "podname": .string(pod.name), "clustertype": "CloudManaged",
                    "hypervisortype": .string(try call.required("hypervisor")),
                    "managedstate": "Managed", "cpuovercommitratio": "1.0",
                    "memoryovercommitratio": "1.0", "arch": "x86_64",
                ])
        }
    }

    private var update: APICommand {
        cloud.acting(
            "updateZone", "Changes a zone.", "ZONE.EDIT", Self.presentation, roles: .admin,
            inSteps: true,
            [
                .string("allocationstate", "Enabled or Disabled."), .string("name", "Its name."),
                .string("dns1", "Name server."), .string("dns2", "Name server."),
                .string("internaldns1", "Name server."), .string("internaldns2", "Name server."),
                .string("ip6dns1", "Name server."), .string("ip6dns2", "Name server."),
                .string("guestcidraddress", "Addresses of isolated networks."),
                .string("domain", "The zone's DNS domain."), .string("dhcpprovider", "Who tells."),
                .boolean("localstorageenabled", "Whether hosts' own disks are used."),
            ]
        ) { zone, call, errand in
            let named = try await cloud.revise(zone, for: errand) { profile in
                if let name = call.string("name") { profile.name = name }
                profile.take(
                    texts: [
                        "dns1", "dns2", "internaldns1", "internaldns2", "ip6dns1", "ip6dns2",
                        "guestcidraddress", "domain", "dhcpprovider",
                    ], from: call)
                profile.take(flags: ["localstorageenabled"], from: call)
            }
            guard let state = call.string("allocationstate"), state != zone.state else {
                return named
            }
            guard let target = Zone.State(rawValue: state) else {
                throw APIError.invalid("allocationstate is Enabled or Disabled, not \(state)")
            }
            return try await cloud.move(named, Zone.self, .updateState, to: target, for: errand)
        }
    }

    private var hypervisors: APICommand {
        APICommand(
            "listHypervisors", "Lists hypervisors.", roles: .everyone,
            parameters: [.id("zoneid", of: Zone.kind, "Only those of this zone.")],
            response: .list("hypervisor", .texts("name"))
        ) { _ in .list([["name": "Simulator"]], count: 1) }
    }

    private var systemTypes: APICommand {
        APICommand(
            "listOsTypes", "Lists operating systems that templates can name.", roles: .everyone,
            parameters: [
                .string("id", "Only this one."), .string("description", "Only that of this name."),
                .string("oscategoryid", "Taken for compatibility."),
            ] + .paging,
            response: .list(
                "ostype",
                .texts("id", "name", "description", "oscategoryid", "oscategoryname")
                    + .flags("isuserdefined"))
        ) { call in
            let found = SystemTypes.all.filter { type in
                (call.idIfGiven("id").map { $0 == type.id } ?? true)
                    && (call.string("description").map { $0 == type.name } ?? true)
                    && (call.string("keyword").map {
                        type.name.lowercased().contains($0.lowercased())
                    } ?? true)
            }
            let page = found.dropFirst(call.offset).prefix(call.pageSize)
            return .list(
                page.map {
                    [
                        "id": .string($0.id), "name": .string($0.name),
                        "description": .string($0.name), "oscategoryname": .string($0.category),
                        "isuserdefined": false,
                    ]
                }, count: found.count)
        }
    }
}
