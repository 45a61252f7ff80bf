import Foundation
import PetrelBus
import PetrelCloud
import PetrelLedger
import PetrelOrchestrator
import PetrelPlugin
import PetrelStates
import TemporaryFolders

/// A small cloud in a folder of its own, with calls and jobs as a client makes them.
final class TestCloud: Sendable {
    let ledger: any Ledger
    let bus = EventBus()
    let agent: SimulatorAgent
    let cloud: Cloud
    let registry: CommandRegistry
    let credentials: DemoCloud.Credentials?

    init(
        _ ledger: any Ledger, agent: SimulatorAgent, size: DemoCloud.Size,
        listeners: StateListeners = StateListeners()
    ) async throws {
        self.ledger = ledger
        self.agent = agent
        var options = Cloud.Options()
        // Real enough, and a hundred times as fast.
        options.passwordRounds = 2_000
        cloud = try await Cloud.open(
            ledger: ledger, bus: bus, agent: agent, listeners: listeners, options: options)
        registry = try CommandRegistry(cloud.commands)
        credentials = try await DemoCloud.prepare(cloud, size: size)
    }

    static func path() throws -> String {
        try TemporaryFolders.make("cloud").appending(path: "petrel.db").path
    }

    /// An agent whose orders take no time.
    static func quickAgent(
        _ hypervisors: SimulatedHypervisors = SimulatedHypervisors(), failing: Int = 0,
        seed: UInt64 = 1
    ) -> SimulatorAgent {
        var options = SimulatorAgent.Options()
        options.latency = .zero ... .zero
        options.failuresPerThousand = failing
        options.seed = seed
        return SimulatorAgent(options, hypervisors: hypervisors)
    }

    static func size(hosts: Int = 2, cores: Int = 8) -> DemoCloud.Size {
        var size = DemoCloud.Size()
        size.hosts = hosts
        size.coresPerHost = cores
        size.publicAddresses = 4
        return size
    }

    static func open(
        _ path: String? = nil, agent: SimulatorAgent? = nil, hosts: Int = 2, cores: Int = 8
    ) async throws -> TestCloud {
        try await TestCloud(
            SQLiteLedger(path: path ?? Self.path()), agent: agent ?? quickAgent(),
            size: size(hosts: hosts, cores: cores))
    }

    /// A running cloud for as long as `body` takes.
    static func run(
        hosts: Int = 2, cores: Int = 8, _ body: (TestCloud) async throws -> Void
    ) async throws {
        let cloud = try await open(hosts: hosts, cores: cores)
        try await cloud.running { try await body(cloud) }
        await cloud.ledger.close()
    }

    /// Returns when nothing runs any more.
    func running(_ body: () async throws -> Void) async throws {
        let runner = Task { try await cloud.run() }
        do {
            try await body()
        } catch {
            runner.cancel()
            _ = await runner.result
            throw error
        }
        runner.cancel()
        _ = await runner.result
    }

    var admin: Caller {
        get async throws {
            try await CloudAuthenticator(cloud).caller(user: find("listUsers")["id"].text)!
        }
    }

    func call(
        _ name: String, _ parameters: [String: String] = [:],
        maps: [String: [[String: String]]] = [:], as caller: Caller
    ) async throws -> APIAnswer {
        guard let command = registry.command(name) else { throw APIError.unsupported(name) }
        return try await command.run(
            APICall(command: name, caller: caller, parameters: parameters, maps: maps))
    }

    func list(
        _ name: String, _ parameters: [String: String] = [:], as caller: Caller
    ) async throws -> [JSONValue] {
        guard case .list(let items, _) = try await call(name, parameters, as: caller) else {
            return []
        }
        return items
    }

    /// Waits for the job's last event and gives its record.
    func job(
        _ name: String, _ parameters: [String: String] = [:], as caller: Caller
    ) async throws -> JSONValue {
        let before = try await ledger.lastSequence
        guard case .job(let id, _) = try await call(name, parameters, as: caller) else {
            return .null
        }
        try await end(of: id, after: before)
        guard
            case .object(let job) = try await call("queryAsyncJobResult", ["jobid": id], as: caller)
        else { return .null }
        return job
    }

    /// Waits for the job's last event.
    func end(of job: String, after sequence: Int64) async throws {
        try await wait(after: sequence) {
            $0.category == .asyncJob && $0.type == "complete" && $0.cause?.job == job
        }
    }

    /// Waits until such an event is committed.
    @discardableResult
    func wait(
        after sequence: Int64 = 0, for matches: (CloudEvent) -> Bool
    ) async throws -> CloudEvent? {
        for try await batch in ledger.follow(after: sequence, limit: 256) {
            if let event = batch.first(where: matches) { return event }
        }
        return nil
    }

    /// Waits until so many such events are committed.
    func wait(
        after sequence: Int64, for count: Int, _ matches: (CloudEvent) -> Bool
    ) async throws {
        var left = count
        guard left > 0 else { return }
        for try await batch in ledger.follow(after: sequence, limit: 256) {
            left -= batch.count(where: matches)
            if left <= 0 { return }
        }
    }

    /// All of them, or those of one resource, in their order.
    func events(_ resource: String? = nil) async throws -> [CloudEvent] {
        var query = EventQuery()
        query.resource = resource
        query.ascending = true
        query.limit = 10_000
        var found: [CloudEvent] = []
        repeat {
            let page = try await ledger.events(query)
            found += page.elements
            query.after = page.next
        } while query.after != nil
        return found
    }

    /// Every event of the ledger, also those that no list shows any more.
    func everyEvent() async throws -> [CloudEvent] {
        let last = try await ledger.lastSequence
        var found: [CloudEvent] = []
        for try await batch in ledger.follow(after: 0, limit: 10_000) {
            found += batch
            if (found.last?.sequence ?? 0) >= last { break }
        }
        return found
    }

    /// What a machine needs, and a machine's parameters.
    func machine(_ name: String, as caller: Caller) async throws -> [String: String] {
        [
            "zoneid": try await list("listZones", as: caller)[0]["id"].text,
            "templateid": try await list(
                "listTemplates", ["templatefilter": "featured"], as: caller)[0]["id"].text,
            "serviceofferingid": try await list("listServiceOfferings", as: caller)
                .first { $0["memory"] == 1024 }?["id"].text ?? "", "name": name,
        ]
    }

    func deploy(_ name: String, as caller: Caller) async throws -> JSONValue {
        let job = try await job("deployVirtualMachine", machine(name, as: caller), as: caller)
        return job["jobresult"]?["virtualmachine"] ?? job
    }

    private func find(_ kind: String) async throws -> JSONValue {
        var query = ResourceQuery(kind: User.kind)
        query.name = "admin"
        return ["id": .string(try await ledger.resources(query).elements[0].id)]
    }
}

extension JSONValue? {
    var text: String { self?.string ?? "" }
}

extension TestCloud {
    /// The object that the command answers.
    func object(
        _ name: String, _ parameters: [String: String] = [:], as caller: Caller
    ) async throws -> JSONValue {
        guard case .object(let object) = try await call(name, parameters, as: caller) else {
            throw APIError.failed("\(name) answered no object")
        }
        return object
    }

    /// A new account of its own, by its first user.
    func account(_ name: String, type: Int = 0, domain: String? = nil) async throws -> Caller {
        var parameters = [
            "username": name, "password": "correct-horse-battery", "email": "e", "firstname": "f",
            "lastname": "l", "accounttype": "\(type)",
        ]
        parameters["domainid"] = domain
        let made = try await object("createAccount", parameters, as: admin)
        let user = made["user"]?.array?.first?["id"].text ?? ""
        guard let caller = try await CloudAuthenticator(cloud).caller(user: user) else {
            throw APIError.failed("no account \(name)")
        }
        return caller
    }
}
