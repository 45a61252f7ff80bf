import Foundation
import PetrelCloud
import PetrelLedger
import PetrelPlugin
import PetrelStates
import PetrelTesting
import Testing

@testable import PetrelOrchestrator

/// A server that ends in the middle of its work, and the one that is started after it on the same file.
@Suite struct CrashTests {
    /// How often the server dies; `PETREL_DEATHS` says otherwise.
    private static let deaths =
        ProcessInfo.processInfo.environment["PETREL_DEATHS"].flatMap { UInt64($0) } ?? 12

    @Test(.timeLimit(.minutes(10)), arguments: 1...Self.deaths)
    func `whatever was going on is brought to an end`(seed: UInt64)
        async throws
    {
        var random = SeededRandom(seed: seed)
        let path = try await Self.prepared()
        let hypervisors = SimulatedHypervisors()
        let commits = Int.random(in: 2..<150, using: &random)
        let first = try await TestCloud(
            InterceptedLedger.mortal(
                SQLiteLedger(path: path), commits: commits,
                writesLast: Bool.random(using: &random)),
            agent: TestCloud.quickAgent(hypervisors, failing: 20, seed: seed),
            size: TestCloud.size())
        try await first.running { await Self.work(first) }
        await first.ledger.close()

        let second = try await TestCloud(
            SQLiteLedger(path: path), agent: TestCloud.quickAgent(hypervisors),
            size: TestCloud.size())
        try await Self.nothingIsUnderWay(second, besides: [HAWork.kind])
        try await second.running {
            try await Self.everythingCanGo(second)
        }
        try await Self.nothingIsUnderWay(second)
        try await Self.check(second)
        await second.ledger.close()
        try FileManager.default.removeItem(
            at: URL(filePath: path).deletingLastPathComponent())
    }

    /// A cloud that was made and stopped, with one account beside the administrator's.
    private static func prepared() async throws -> String {
        let path = try TestCloud.path()
        let cloud = try await TestCloud.open(path)
        await cloud.ledger.close()
        return path
    }

    /// A little of everything, at once, until it ends or the ledger is gone.
    private static func work(_ cloud: TestCloud) async {
        await withTaskGroup { group in
            group.addTask { try? await machines(cloud) }
            group.addTask { try? await volumes(cloud) }
            group.addTask { try? await owners(cloud) }
            group.addTask { try? await hosts(cloud) }
        }
    }

    private static func machines(_ cloud: TestCloud) async throws {
        let admin = try await cloud.admin
        let id = try await cloud.deploy("web", as: admin)["id"].text
        _ = try await cloud.job("stopVirtualMachine", ["id": id], as: admin)
        _ = try await cloud.job("startVirtualMachine", ["id": id], as: admin)
        _ = try await cloud.job("migrateVirtualMachine", ["virtualmachineid": id], as: admin)
        let zone = try await cloud.machine("x", as: admin)["zoneid"] ?? ""
        let address = try await cloud.job("associateIpAddress", ["zoneid": zone], as: admin)
        let taken = address["jobresult"]?["ipaddress"]?["id"].text ?? ""
        _ = try await cloud.call(
            "enableStaticNat", ["ipaddressid": taken, "virtualmachineid": id], as: admin)
        _ = try await cloud.job(
            "destroyVirtualMachine", ["id": id, "expunge": "true"], as: admin)
        _ = try await cloud.job("disassociateIpAddress", ["id": taken], as: admin)
    }

    private static func volumes(_ cloud: TestCloud) async throws {
        let admin = try await cloud.admin
        let machine = try await cloud.deploy("db", as: admin)["id"].text
        let offering =
            try await cloud.list("listDiskOfferings", as: admin)
            .first { $0["disksize"] == 5 }?["id"].text ?? ""
        let zone = try await cloud.machine("x", as: admin)["zoneid"] ?? ""
        let made = try await cloud.job(
            "createVolume", ["name": "data", "diskofferingid": offering, "zoneid": zone], as: admin)
        let volume = made["jobresult"]?["volume"]?["id"].text ?? ""
        _ = try await cloud.job(
            "attachVolume", ["id": volume, "virtualmachineid": machine], as: admin)
        _ = try await cloud.job("createSnapshot", ["volumeid": volume], as: admin)
        _ = try await cloud.job("resizeVolume", ["id": volume, "size": "8"], as: admin)
        _ = try await cloud.job("detachVolume", ["id": volume], as: admin)
        _ = try await cloud.call("deleteVolume", ["id": volume], as: admin)
    }

    private static func owners(_ cloud: TestCloud) async throws {
        let admin = try await cloud.admin
        guard
            case .object(let domain) = try await cloud.call(
                "createDomain", ["name": "acme"], as: admin)
        else { return }
        _ = try await cloud.call(
            "createAccount",
            [
                "username": "ann", "password": "p", "email": "e", "firstname": "f",
                "lastname": "l", "domainid": domain["id"].text,
            ], as: admin)
        _ = try await cloud.call(
            "updateDomain", ["id": domain["id"].text, "name": "apex"], as: admin)
        _ = try await cloud.job(
            "deleteDomain", ["id": domain["id"].text, "cleanup": "true"], as: admin)
    }

    private static func hosts(_ cloud: TestCloud) async throws {
        let admin = try await cloud.admin
        _ = try await cloud.deploy("app", as: admin)
        let hosts = try await cloud.list("listHosts", as: admin).map { $0["id"].text }
        cloud.agent.lose(host: hosts[0])
        try await cloud.wait { $0.resource?.id == hosts[0] && $0.newState == "Down" }
        cloud.agent.restore(host: hosts[0])
        try await cloud.wait { $0.resource?.id == hosts[0] && $0.trigger == "Ready" }
        _ = try await cloud.job("prepareHostForMaintenance", ["id": hosts[1]], as: admin)
        _ = try await cloud.job("cancelHostMaintenance", ["id": hosts[1]], as: admin)
    }
}

extension CrashTests {
    /// No resource is on its way anywhere.
    private static func nothingIsUnderWay(
        _ cloud: TestCloud, besides exempt: Set<String> = []
    ) async throws {
        for life in ResourceCatalogue.all where !exempt.contains(life.kind) {
            let machine = AnyStateMachine(life)
            for resource in try await cloud.cloud.everything(ResourceQuery(kind: life.kind)) {
                #expect(
                    machine.limit(of: resource.state) == nil,
                    "\(resource.kind) is \(resource.state)")
            }
        }
    }

    /// Nothing is stuck: machines, volumes and addresses can all be got rid of.
    private static func everythingCanGo(_ cloud: TestCloud) async throws {
        let admin = try await cloud.admin
        for work in try await cloud.cloud.everything(HAWork.self) where work.state != "Done" {
            try await cloud.wait {
                $0.resource?.id == work.id && ["Done", "Error"].contains($0.newState)
            }
        }
        for machine in try await cloud.list("listVirtualMachines", ["listall": "true"], as: admin) {
            let job = try await cloud.job(
                "destroyVirtualMachine", ["id": machine["id"].text, "expunge": "true"], as: admin)
            #expect(job["jobstatus"] == 1, "\(machine["state"].text): \(job["jobresult"] as Any)")
        }
        for volume in try await cloud.list("listVolumes", ["listall": "true"], as: admin) {
            _ = try await cloud.call("deleteVolume", ["id": volume["id"].text], as: admin)
        }
        for snapshot in try await cloud.list("listSnapshots", ["listall": "true"], as: admin) {
            let job = try await cloud.job(
                "deleteSnapshot", ["id": snapshot["id"].text], as: admin)
            #expect(job["jobstatus"] == 1)
        }
        for address in try await cloud.list("listPublicIpAddresses", ["listall": "true"], as: admin)
        {
            let job = try await cloud.job(
                "disassociateIpAddress", ["id": address["id"].text], as: admin)
            #expect(job["jobstatus"] == 1)
        }
        #expect(cloud.cloud.capacity.claims.isEmpty)
        for pool in try await cloud.cloud.everything(StoragePool.self) {
            #expect(cloud.cloud.storage.allocated(on: pool.id) == 0)
        }
    }

    private static func check(_ cloud: TestCloud) async throws {
        let events = try await cloud.events()
        var fold = LedgerFold(events)
        try await fold.compare(with: cloud.ledger)
        #expect(fold.faults == [])
        #expect(ActionFold(events).faults == [])
    }
}
