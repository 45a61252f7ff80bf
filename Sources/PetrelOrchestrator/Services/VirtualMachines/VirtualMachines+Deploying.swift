internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// A machine comes with its root volume and a card for each network, all recorded in one commit.
extension VirtualMachines {
    var deploy: APICommand {
        APICommand(
            "deployVirtualMachine", "Makes a virtual machine and starts it.",
            .creating("VM.CREATE"),
            roles: .everyone, parameters: Self.deployParameters,
            response: .object(Self.presentation.key, Self.presentation.fields)
        ) { call in
            let plan = try await plan(call)
            let order = JobOrder(
                Action("VM.CREATE", plan.reference, plan.machine), by: call)
            return try await cloud.submit(order, making: plan.changes) { errand in
                guard let machine = try await cloud.resource(VirtualMachine.self, plan.id) else {
                    throw APIError.notFound(VirtualMachine.kind, plan.id)
                }
                if call.boolean("startvm") == false {
                    return try await Self.presentation.result(machine, in: cloud)
                }
                let started = try await startFirst(machine, on: call.idIfGiven("hostid"), errand)
                guard started.flag("passwordenabled") else {
                    return try await Self.presentation.result(started, in: cloud)
                }
                return try await Self.result(started, withPasswordFor: call, in: cloud)
            }
        }
    }

    /// A first start that fails leaves the machine in `Error`.
    private func startFirst(
        _ machine: Resource, on host: String?, _ errand: Errand
    ) async throws -> Resource {
        do {
            return try await start(machine, on: host, errand)
        } catch {
            let left = try await cloud.current(machine)
            if left.state == VirtualMachine.State.stopped.rawValue {
                try await cloud.move(
                    left, VirtualMachine.self, .operationFailedToError, for: errand)
            }
            throw error
        }
    }

    private static let deployParameters: [APIParameter] = [
        .id("serviceofferingid", of: ServiceOffering.kind, required: true, "Its size."),
        .id("templateid", of: Template.kind, "What it starts from; needed."),
        .id("zoneid", of: Zone.kind, required: true, "Where it runs."),
        .string("name", maximumLength: 63, "Its host name; made up if not given."),
        .string("displayname", "What people call it."),
        .string("account", "For whom; needs domainid."),
        .id("domainid", of: Domain.kind, "The account's domain."),
        .ids("networkids", of: Network.kind, "Its networks; the first is the default."),
        .map("iptonetworklist", "Networks with addresses: networkid and ip."),
        .string("ipaddress", "Its address in the default network."),
        .string("macaddress", "The hardware address of its first card."),
        .id("diskofferingid", of: DiskOffering.kind, "A data disk to go with it."),
        .long("size", "The data disk's size in GiB, for offerings without one."),
        .long("rootdisksize", "The root disk's size in GiB."),
        .string("group", "A group to show it in."),
        .string("hypervisor", "The hypervisor; as the template's."),
        .secret("userdata", maximumLength: 1_048_576, "Data for the machine, in Base64."),
        .string("keypair", "An SSH key pair to log in with."),
        .list("keypairs", "SSH key pairs to log in with."),
        .id("hostid", of: HostStatus.kind, roles: .admin, "The host to start it on."),
        .boolean("startvm", "Whether to start it; true."),
        .boolean("displayvm", roles: .admin, "Whether its owner is shown it."),
        .secret("password", "Its password, if the template sets one."),
        .map("details", "Anything else to note."),
        .ids("securitygroupids", of: SecurityGroup.kind, "Taken for compatibility."),
        .ids("affinitygroupids", of: AffinityGroup.kind, "Taken for compatibility."),
        .id("projectid", of: Project.kind, "Projects are not served here."),
        .boolean("dynamicscalingenabled", "Whether it can be resized while it runs."),
    ]
}
