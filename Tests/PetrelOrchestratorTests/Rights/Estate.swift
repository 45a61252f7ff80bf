import PetrelCloud
import PetrelLedger
import PetrelOrchestrator
import PetrelPlugin

/// One thing of every kind that an account can own, and the account.
struct Estate: Sendable {
    let caller: Caller
    /// By kind.
    private(set) var ids: [String: String]

    /// Makes everything as the account's own user.
    init(_ cloud: TestCloud, _ caller: Caller) async throws {
        self.caller = caller
        ids = [Account.kind: caller.account, User.kind: caller.user, Domain.kind: caller.domain]
        let machine = try await cloud.deploy("m-\(caller.username)", as: caller)
        ids[VirtualMachine.kind] = machine["id"].text
        ids[Nic.kind] = machine["nic"]?.array?.first?["id"].text
        ids["NicSecondaryIp"] = try await cloud.job(
            "addIpToNic", ["nicid": ids[Nic.kind] ?? ""], as: caller)["jobresult"]?[
                "nicsecondaryip"]?[
                "id"
            ].text
        _ = try await cloud.call(
            "createTags",
            ["resourcetype": "UserVm", "resourceids": machine["id"].text],
            maps: ["tags": [["key": "a", "value": "b"]]], as: caller)
        let zone = machine["zoneid"].text
        try await makeStorage(cloud, zone)
        try await makeNetwork(cloud, zone)
        ids[SSHKeyPair.kind] = try await cloud.object(
            "createSSHKeyPair", ["name": "key-\(caller.username)"], as: caller)["id"].text
    }

    private mutating func makeStorage(_ cloud: TestCloud, _ zone: String) async throws {
        let offering = try await cloud.list("listDiskOfferings", as: caller)
            .first { $0["disksize"] == 5 }
        let volume = try await made(
            cloud, Volume.kind, "createVolume",
            ["name": "data", "diskofferingid": offering?["id"].text ?? "", "zoneid": zone])
        let root = try await cloud.list(
            "listVolumes", ["virtualmachineid": ids[VirtualMachine.kind] ?? ""], as: caller)[0]
        try await made(
            cloud, Snapshot.kind, "createSnapshot", ["volumeid": root["id"].text])
        ids[Volume.kind] = volume
        ids[Template.kind] = try await registered(
            cloud, "registerTemplate",
            ["format": "QCOW2", "hypervisor": "Simulator", "zoneid": zone])
        ids[ISO.kind] = try await registered(cloud, "registerIso", ["zoneid": zone])
    }

    private mutating func makeNetwork(_ cloud: TestCloud, _ zone: String) async throws {
        let offering = try await cloud.list("listNetworkOfferings", as: caller)
            .first { $0["guestiptype"] == "Isolated" }
        let network = try await cloud.object(
            "createNetwork",
            ["name": "own", "networkofferingid": offering?["id"].text ?? "", "zoneid": zone],
            as: caller)
        ids[Network.kind] = network["id"].text
        try await made(
            cloud, PublicIPAddress.kind, "associateIpAddress",
            ["networkid": network["id"].text, "zoneid": zone])
    }

    private func registered(
        _ cloud: TestCloud, _ command: String, _ parameters: [String: String]
    ) async throws -> String {
        var parameters = parameters
        parameters["name"] = "image"
        parameters["displaytext"] = "image"
        parameters["url"] = "http://images.example/image"
        return try await cloud.list(command, parameters, as: caller)[0]["id"].text
    }

    @discardableResult
    private mutating func made(
        _ cloud: TestCloud, _ kind: String, _ command: String, _ parameters: [String: String]
    ) async throws -> String {
        let job = try await cloud.job(command, parameters, as: caller)
        guard let id = job["jobresult"]?.object?.values.first?["id"]?.string else {
            throw APIError.failed("\(command): \(job)")
        }
        ids[kind] = id
        ids[AsyncJob.kind] = job["jobid"].text
        return id
    }
}

/// The root domain, a domain with one beneath it, and another one: an estate for each role in the first domain,
/// one for the domain beneath and one for a stranger.
struct Estates: Sendable {
    let callers: [Estate]
    let beneath: Estate
    let stranger: Estate
    static let freeAddress = "FreeAddress"
    /// What belongs to nobody, by kind.
    let common: [String: String]

    init(_ cloud: TestCloud) async throws {
        let root = try await cloud.admin
        let acme = try await cloud.object("createDomain", ["name": "acme"], as: root)["id"].text
        let lab = try await cloud.object(
            "createDomain", ["name": "lab", "parentdomainid": acme], as: root)["id"].text
        let other = try await cloud.object("createDomain", ["name": "other"], as: root)["id"].text
        let people = [
            ("operator", 3, acme), ("boss", 2, acme), ("worker", 0, acme), ("guest", 0, lab),
            ("stranger", 0, other),
        ]
        var estates = [try await Estate(cloud, root)]
        for (name, type, domain) in people {
            let caller = try await cloud.account(name, type: type, domain: domain)
            estates.append(try await Estate(cloud, caller))
        }
        callers = Array(estates[0...3])
        (beneath, stranger) = (estates[4], estates[5])
        var common: [String: String] = [:]
        let kinds = [
            Zone.kind, Pod.kind, Cluster.kind, HostStatus.kind, StoragePool.kind, Role.kind,
            ServiceOffering.kind, DiskOffering.kind, NetworkOffering.kind,
        ]
        for kind in kinds {
            common[kind] = try await cloud.ledger.resources(ResourceQuery(kind: kind))
                .elements.first?.id
        }
        var addresses = ResourceQuery(kind: PublicIPAddress.kind)
        addresses.states = [PublicIPAddress.State.free.rawValue]
        common[Self.freeAddress] = try await cloud.ledger.resources(addresses).elements.first?.id
        self.common = common
    }
}
