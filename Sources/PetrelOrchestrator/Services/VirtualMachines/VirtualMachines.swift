internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Machines of tenants: from their order to their end.
struct VirtualMachines: Service {
    let cloud: Cloud

    var commands: [APICommand] {
        [list, deploy, userData, assign] + power + endings + changes + images
    }

    private var list: APICommand {
        cloud.listing(
            "listVirtualMachines", "Lists virtual machines.", Self.presentation,
            [
                .ids("ids", of: VirtualMachine.kind, "Only these."),
                .string("state", "Only those in this state."),
                .id("zoneid", of: Zone.kind, "Only those in this zone."),
                .id("hostid", of: HostStatus.kind, roles: .admin, "Only those on this host."),
                .id("templateid", of: Template.kind, "Only those made from this template."),
                .id("serviceofferingid", of: ServiceOffering.kind, "Only those of this offering."),
                .id("networkid", of: Network.kind, "Only those in this network."),
                .string("keypair", "Only those with this key pair."),
                .string("hypervisor", "Only those on this hypervisor."),
                .id("userid", of: User.kind, "Only those this user made."),
                .boolean("haenable", "Only those that are, or are not, restarted elsewhere."),
                .boolean("displayvm", roles: .admin, "Only those that are, or are not, shown."),
                .string("group", "Only those of this group."),
                .list("details", "Taken for compatibility; every detail is always given."),
                .id("isoid", of: ISO.kind, "Only those with this image attached."),
                .id("vpcid", of: VPC.kind, "Only those in this VPC."),
                .id("affinitygroupid", of: AffinityGroup.kind, "Only those in this group."),
                .id("securitygroupid", of: SecurityGroup.kind, "Only those in this group."),
                .id("groupid", of: "InstanceGroup", "Only those of this group."),
                .id("userdataid", of: "UserData", "Only those with this user data."),
                .id("autoscalevmgroupid", of: AutoScaleVMGroup.kind, "Only those of this group."),
                .id("backupofferingid", of: BackupOffering.kind, "Only those of this offering."),
                .id("extensionid", of: Extension.kind, "Only those of this extension."),
                .string("arch", "Only those for this processor."),
                .boolean("gpuenabled", "Only those that have, or have not, a GPU."),
                .boolean("isvnf", "Only those that are, or are not, network appliances."),
                .boolean("leased", "Only those that are, or are not, leased."),
                .id("podid", of: Pod.kind, roles: .admin, "Only those in this pod."),
                .id("clusterid", of: Cluster.kind, roles: .admin, "Only those in this cluster."),
                .id("storageid", of: StoragePool.kind, roles: .admin, "Only those on this pool."),
            ],
            filters: [
                "state": .state, "hostid": .parent, "isoid": .attribute("isoid"),
                "vpcid": .nothing, "affinitygroupid": .nothing, "securitygroupid": .nothing,
                "groupid": .nothing, "userdataid": .nothing, "autoscalevmgroupid": .nothing,
                "backupofferingid": .nothing, "extensionid": .nothing, "gpuenabled": .nothing,
                "isvnf": .nothing, "leased": .nothing, "arch": .attribute("arch"),
                "podid": .attribute("podid"), "clusterid": .attribute("clusterid"),
                "templateid": .attribute("templateid"),
                "serviceofferingid": .attribute("serviceofferingid"),
                "hypervisor": .attribute("hypervisor"), "keypair": .attribute("keypair"),
                "userid": .attribute("userid"), "haenable": .flag("haenable"),
                "displayvm": .flag("displayvm"), "group": .attribute("group"),
                "networkid": .attribute("networkid"),
            ]
        ) { call, listing in
            guard let pool = call.idIfGiven("storageid") else { return }
            let volumes = try await cloud.everything(Volume.self) {
                $0.attributes["storageid"] = .string(pool)
            }
            listing.narrow { query in
                let there = Set(volumes.compactMap { $0.text("virtualmachineid") })
                query.ids = query.ids.map { $0.filter(there.contains) } ?? there.sorted()
            }
        }
    }

    private var userData: APICommand {
        APICommand(
            "getVirtualMachineUserData", "Gives the user data of a machine.", roles: .everyone,
            parameters: [
                .id("virtualmachineid", of: VirtualMachine.kind, required: true, "Which one.")
            ],
            response: .object("virtualmachineuserdata", .texts("virtualmachineid", "userdata"))
        ) { call in
            let machine = try await cloud.found(Self.presentation, call, "virtualmachineid")
            return .object([
                "virtualmachineid": .string(machine.id),
                "userdata": .string(machine.text("userdata") ?? ""),
            ])
        }
    }
}
