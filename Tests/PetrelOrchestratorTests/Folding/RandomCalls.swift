import PetrelCloud
import PetrelLedger
import PetrelOrchestrator
import PetrelPlugin
import PetrelStates
import PetrelTesting

/// One caller who does this and that with whatever is there: every command that is declared, with parameters made from
/// its declaration.
struct RandomCalls {
    private let cloud: TestCloud
    private let caller: Caller
    private var random: SeededRandom
    /// Commands that did what they were asked.
    private(set) var done: Set<String> = []

    init(_ cloud: TestCloud, _ caller: Caller, seed: UInt64) {
        self.cloud = cloud
        self.caller = caller
        random = SeededRandom(seed: seed)
    }

    /// Refusals are part of it.
    mutating func next() async {
        switch Int.random(in: 0..<12, using: &random) {
        case 0...1: await deploy()
        case 2: await misfortune()
        case 3...6: await follow()
        default:
            let changing = cloud.registry.all.filter { command in
                command.roles.contains(caller.role) && !command.name.hasPrefix("list")
                    && !command.name.hasPrefix("query")
            }
            guard let command = changing.randomElement(using: &random) else { return }
            await call(command)
        }
    }

    private mutating func deploy() async {
        guard let command = cloud.registry.command("deployVirtualMachine"),
            let machine = try? await cloud.machine(fresh(), as: caller)
        else { return }
        await run(command, machine)
    }

    /// A volume that is no machine's first.
    private static let dataDisk = "DataDisk"

    /// What people do most, which chance alone seldom gets right, by the kinds that the parameters name.
    private static let recipes: [(command: String, things: [String: String])] = [
        ("createVolume", ["zoneid": Zone.kind, "diskofferingid": DiskOffering.kind]),
        ("attachVolume", ["id": dataDisk, "virtualmachineid": VirtualMachine.kind]),
        ("detachVolume", ["id": dataDisk]), ("deleteVolume", ["id": dataDisk]),
        ("resizeVolume", ["id": Volume.kind]), ("destroyVolume", ["id": dataDisk]),
        ("recoverVolume", ["id": dataDisk]), ("createSnapshot", ["volumeid": Volume.kind]),
        ("revertSnapshot", ["id": Snapshot.kind]), ("deleteSnapshot", ["id": Snapshot.kind]),
        ("createTemplate", ["snapshotid": Snapshot.kind]),
        ("associateIpAddress", ["zoneid": Zone.kind]),
        ("disassociateIpAddress", ["id": PublicIPAddress.kind]),
        (
            "enableStaticNat",
            ["ipaddressid": PublicIPAddress.kind, "virtualmachineid": VirtualMachine.kind]
        ), ("disableStaticNat", ["ipaddressid": PublicIPAddress.kind]),
        ("createNetwork", ["zoneid": Zone.kind, "networkofferingid": NetworkOffering.kind]),
        (
            "addNicToVirtualMachine",
            ["virtualmachineid": VirtualMachine.kind, "networkid": Network.kind]
        ), ("startVirtualMachine", ["id": VirtualMachine.kind]),
        ("stopVirtualMachine", ["id": VirtualMachine.kind]),
        ("migrateVirtualMachine", ["virtualmachineid": VirtualMachine.kind]),
        ("restoreVirtualMachine", ["virtualmachineid": VirtualMachine.kind]),
        ("attachIso", ["virtualmachineid": VirtualMachine.kind, "id": ISO.kind]),
        ("detachIso", ["virtualmachineid": VirtualMachine.kind]),
        ("createAccount", [:]), ("createUser", [:]), ("createDomain", [:]),
        ("prepareHostForMaintenance", ["id": HostStatus.kind]),
        ("cancelHostMaintenance", ["id": HostStatus.kind]),
    ]

    private mutating func follow() async {
        guard let recipe = Self.recipes.randomElement(using: &random),
            let command = cloud.registry.command(recipe.command),
            command.roles.contains(caller.role)
        else { return }
        var parameters = ["size": "\(Int.random(in: 5..<20, using: &random))"]
        for (name, kind) in recipe.things.sorted(by: { $0.key < $1.key }) {
            parameters[name] = await some(kind)?.id
        }
        for needed in command.parameters where needed.isRequired && parameters[needed.name] == nil {
            parameters[needed.name] = await value(needed)
        }
        if parameters["name"] == nil { parameters["name"] = fresh() }
        await run(command, parameters)
    }

    private mutating func call(_ command: APICommand) async {
        var parameters: [String: String] = [:]
        for parameter in command.parameters
        where parameter.isRequired || Int.random(in: 0..<8, using: &random) == 0 {
            parameters[parameter.name] = await value(parameter)
        }
        // Nobody makes an end of themselves, nor of the only zone.
        let own = [caller.account, caller.user, caller.domain]
        guard !own.contains(parameters["id"] ?? "") else { return }
        parameters["accounttype"] = nil
        if parameters["account"] != nil { parameters["domainid"] = nil }
        await run(command, parameters)
    }

    /// Waits for jobs, so that there is always something to be done to.
    private mutating func run(_ command: APICommand, _ parameters: [String: String]) async {
        let maps = [command.parameter("tags") == nil ? "" : "tags": [["key": "a", "value": "b"]]]
        do {
            let before = try await cloud.ledger.lastSequence
            let answer = try await cloud.call(command.name, parameters, maps: maps, as: caller)
            guard case .job(let id, _) = answer else {
                done.insert(command.name)
                return
            }
            try await cloud.end(of: id, after: before)
            let job = try await cloud.ledger.resource(kind: AsyncJob.kind, id: id)
            if job?.state == "SUCCEEDED" { done.insert(command.name) }
        } catch {}
    }

    private func hosts() async -> [Resource] {
        let query = ResourceQuery(kind: HostStatus.kind)
        return (try? await cloud.ledger.resources(query).elements) ?? []
    }

    private mutating func misfortune() async {
        guard caller.role == .admin else { return }
        switch Int.random(in: 0..<5, using: &random) {
        case 0...1:
            guard let machine = await some(VirtualMachine.kind) else { return }
            cloud.agent.powerOff(machine: machine.id)
        case 2:
            guard let machine = await some(VirtualMachine.kind),
                let host = await some(HostStatus.kind)
            else { return }
            cloud.agent.powerOn(machine: machine.id, on: host.id)
        case 4:
            // Sooner or later each is repaired.
            for host in await hosts() { cloud.agent.restore(host: host.id) }
        default:
            guard let host = await some(HostStatus.kind) else { return }
            if host.state == "Up" { cloud.agent.lose(host: host.id) }
        }
    }
}

extension RandomCalls {
    private mutating func fresh() -> String { "n\(Int.random(in: 0..<1_000_000, using: &random))" }

    private mutating func some(_ kind: String) async -> Resource? {
        var query = ResourceQuery(kind: kind == Self.dataDisk ? Volume.kind : kind)
        if kind == Self.dataDisk { query.attributes["type"] = "DATADISK" }
        query.limit = 40
        let found = try? await cloud.ledger.resources(query).elements
        return found?.randomElement(using: &random)
    }

    private mutating func value(_ parameter: APIParameter) async -> String? {
        if let kind = parameter.refersTo { return await some(kind)?.id }
        switch parameter.kind {
        case .boolean: return Bool.random(using: &random) ? "true" : "false"
        case .integer, .long: return "\(Int.random(in: 1..<20, using: &random))"
        default: return await text(parameter.name)
        }
    }

    private static let texts = [
        "password": "p", "email": "e", "format": "QCOW2", "hypervisor": "Simulator",
        "resourcetype": "UserVm", "allocationstate": "Enabled", "traffictype": "Guest",
        "guestiptype": "Isolated", "networktype": "Advanced", "type": "User",
        "url": "http://images.example/image", "mode": "download", "dns1": "192.0.2.1",
        "internaldns1": "192.0.2.1", "clustertype": "CloudManaged",
        "publickey":
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGVhc3RlcmVnZ2Vhc3RlcmVnZ2Vhc3RlcmVnZ2VnZ2Vn",
    ]

    private mutating func text(_ name: String) async -> String? {
        switch name {
        case "account": return await some(Account.kind)?.profile.name
        case "resourceids": return await some(VirtualMachine.kind)?.id
        case "ids": return nil
        case "domain", "domainpath": return nil
        default: return Self.texts[name] ?? fresh()
        }
    }
}
