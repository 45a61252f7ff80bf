internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Machines of tenants: from their order to their end.
struct VirtualMachines: Service {
    let cloud: Cloud

    var commands: [APICommand] {
        [list, deploy, userData] + power + endings + changes
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
            ],
            filters: [
                "state": .state, "hostid": .attribute("hostid"),
                "templateid": .attribute("templateid"),
                "serviceofferingid": .attribute("serviceofferingid"),
                "hypervisor": .attribute("hypervisor"), "keypair": .attribute("keypair"),
                "userid": .attribute("userid"), "haenable": .flag("haenable"),
                "displayvm": .flag("displayvm"), "group": .attribute("group"),
                "networkid": .attribute("networkid"),
            ])
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
