import PetrelCloud
import PetrelLedger
import PetrelPlugin
import PetrelStates
import PetrelTesting
import Synchronization
import Testing

@testable import PetrelOrchestrator

/// After whatever tenants, operators and fate did, the events alone give the resource table.
@Suite struct LedgerFoldTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `events folded give the resource table`(seed: UInt64) async throws {
        let listeners = StateListeners()
        listeners.add(Grumbler(seed: seed))
        let cloud = try await TestCloud(
            SQLiteLedger(path: TestCloud.path()),
            agent: TestCloud.quickAgent(failing: 50, seed: seed), size: TestCloud.size(),
            listeners: listeners)
        try await cloud.running {
            let admin = try await cloud.admin
            let tenant = try await tenant(of: cloud, admin)
            try await withThrowingTaskGroup { group in
                for (number, caller) in [admin, tenant].enumerated() {
                    group.addTask {
                        var steps = RandomSteps(
                            cloud, caller, seed: seed * 31 + UInt64(number))
                        for _ in 0..<60 { await steps.next() }
                    }
                }
                try await group.waitForAll()
            }
        }
        let events = try await cloud.events()
        var fold = LedgerFold(events)
        try await fold.compare(with: cloud.ledger)
        #expect(fold.faults == [])
        // Jobs that were refused a turn at the end stand still; their actions are open.
        let open = try await cloud.cloud.everything(AsyncJob.self, in: [.inProgress]).count
        if open == 0 { #expect(ActionFold(events).faults == []) }
        await cloud.ledger.close()
    }

    private func tenant(of cloud: TestCloud, _ admin: Caller) async throws -> Caller {
        guard
            case .object(let made) = try await cloud.call(
                "createAccount",
                [
                    "username": "ann", "password": "p", "email": "e", "firstname": "f",
                    "lastname": "l",
                ], as: admin),
            let user = made["user"]?.array?.first?["id"].text,
            let caller = try await CloudAuthenticator(cloud.cloud).caller(user: user)
        else { throw APIError.failed("no tenant") }
        return caller
    }
}

/// Objects now and then, as a plug-in may.
private final class Grumbler: StateListener {
    private let random: Mutex<SeededRandom>

    init(seed: UInt64) { random = Mutex(SeededRandom(seed: seed)) }

    func willTransition(_ change: StateChange, context: TransitionContext) throws {
        // Jobs end whatever anybody thinks of it.
        guard change.kind != AsyncJob.kind, change.kind != HAWork.kind else { return }
        let objects = random.withLock { Int.random(in: 0..<40, using: &$0) == 0 }
        if objects { throw APIError.unavailable("not now") }
    }
}

/// One caller who does this and that, with whatever is there.
private struct RandomSteps {
    private let cloud: TestCloud
    private let caller: Caller
    private var random: SeededRandom

    init(_ cloud: TestCloud, _ caller: Caller, seed: UInt64) {
        self.cloud = cloud
        self.caller = caller
        random = SeededRandom(seed: seed)
    }

    /// Commands by the kind of the resource they are about, with the parameter that names it.
    private static let commands: [(kind: String, command: String, id: String)] = [
        (VirtualMachine.kind, "startVirtualMachine", "id"),
        (VirtualMachine.kind, "stopVirtualMachine", "id"),
        (VirtualMachine.kind, "rebootVirtualMachine", "id"),
        (VirtualMachine.kind, "destroyVirtualMachine", "id"),
        (VirtualMachine.kind, "expungeVirtualMachine", "id"),
        (VirtualMachine.kind, "recoverVirtualMachine", "id"),
        (VirtualMachine.kind, "migrateVirtualMachine", "virtualmachineid"),
        (VirtualMachine.kind, "restoreVirtualMachine", "virtualmachineid"),
        (VirtualMachine.kind, "updateVirtualMachine", "id"),
        (VirtualMachine.kind, "detachIso", "virtualmachineid"),
        (Volume.kind, "detachVolume", "id"), (Volume.kind, "deleteVolume", "id"),
        (Volume.kind, "destroyVolume", "id"), (Volume.kind, "recoverVolume", "id"),
        (Volume.kind, "resizeVolume", "id"), (Volume.kind, "createSnapshot", "volumeid"),
        (Snapshot.kind, "deleteSnapshot", "id"), (Snapshot.kind, "revertSnapshot", "id"),
        (PublicIPAddress.kind, "disassociateIpAddress", "id"),
        (PublicIPAddress.kind, "reserveIpAddress", "id"),
        (PublicIPAddress.kind, "releaseIpAddress", "id"),
        (PublicIPAddress.kind, "disableStaticNat", "ipaddressid"),
        (Network.kind, "restartNetwork", "id"), (Network.kind, "deleteNetwork", "id"),
        (Nic.kind, "addIpToNic", "nicid"), (Account.kind, "disableAccount", "id"),
        (Account.kind, "enableAccount", "id"), (User.kind, "lockUser", "id"),
        (User.kind, "enableUser", "id"), (Zone.kind, "updateZone", "id"),
        (HostStatus.kind, "prepareHostForMaintenance", "id"),
        (HostStatus.kind, "cancelHostMaintenance", "id"),
        (HostStatus.kind, "reconnectHost", "id"), (HostStatus.kind, "updateHost", "id"),
        (StoragePool.kind, "enableStorageMaintenance", "id"),
        (StoragePool.kind, "cancelStorageMaintenance", "id"),
        (ServiceOffering.kind, "updateServiceOffering", "id"),
        (Template.kind, "copyTemplate", "id"),
    ]

    /// Refusals are part of it.
    mutating func next() async {
        switch Int.random(in: 0..<10, using: &random) {
        case 0...2: await deploy()
        case 3: await make()
        case 4: await pair()
        case 5 where caller.role == .admin: await misfortune()
        default: await change()
        }
    }

    private mutating func some(_ kind: String) async -> Resource? {
        var query = ResourceQuery(kind: kind)
        query.limit = 40
        let found = try? await cloud.ledger.resources(query).elements
        return found?.randomElement(using: &random)
    }

    private mutating func deploy() async {
        guard
            let machine = try? await cloud.machine(
                "m-\(Int.random(in: 0..<1_000_000, using: &random))", as: caller)
        else { return }
        _ = try? await cloud.job("deployVirtualMachine", machine, as: caller)
    }

    private mutating func make() async {
        guard let zone = await some(Zone.kind), let disk = await some(DiskOffering.kind),
            let network = await some(NetworkOffering.kind), let template = await some(Template.kind)
        else { return }
        let name = "n\(Int.random(in: 0..<1_000_000, using: &random))"
        let makings: [(String, [String: String])] = [
            ("createVolume", ["name": name, "zoneid": zone.id, "diskofferingid": disk.id]),
            ("associateIpAddress", ["zoneid": zone.id]),
            (
                "createNetwork",
                ["name": name, "zoneid": zone.id, "networkofferingid": network.id]
            ),
            ("createSSHKeyPair", ["name": name]), ("createDomain", ["name": name]),
            (
                "createTags",
                ["resourcetype": "Template", "resourceids": template.id]
            ), ("createDiskOffering", ["name": name, "disksize": "1"]),
        ]
        guard let (command, parameters) = makings.randomElement(using: &random) else { return }
        await call(command, parameters)
    }

    /// Two things that come together.
    private mutating func pair() async {
        guard let machine = await some(VirtualMachine.kind), let volume = await some(Volume.kind),
            let address = await some(PublicIPAddress.kind)
        else { return }
        if Bool.random(using: &random) {
            await call("attachVolume", ["id": volume.id, "virtualmachineid": machine.id])
        } else {
            await call(
                "enableStaticNat", ["ipaddressid": address.id, "virtualmachineid": machine.id])
        }
    }

    private mutating func change() async {
        guard let (kind, command, id) = Self.commands.randomElement(using: &random),
            let resource = await some(kind)
        else { return }
        await call(
            command,
            [
                id: resource.id, "size": "\(Int.random(in: 1..<20, using: &random))",
                "lock": "false",
                "displayname": "again", "deleteprotection": "false", "expunge": "true",
                "destzoneid": resource.profile.zone ?? "",
            ])
    }

    private mutating func misfortune() async {
        if Bool.random(using: &random) {
            if let machine = await some(VirtualMachine.kind) {
                cloud.agent.powerOff(machine: machine.id)
            }
        } else if let host = await some(HostStatus.kind) {
            if host.state == "Up" {
                cloud.agent.lose(host: host.id)
            } else {
                cloud.agent.restore(host: host.id)
            }
        }
    }

    /// Waits for jobs, so that there is always something to be done to.
    private func call(_ command: String, _ parameters: [String: String]) async {
        guard let found = cloud.registry.command(command), found.roles.contains(caller.role) else {
            return
        }
        _ = try? await cloud.job(command, parameters, as: caller)
    }
}
