import Foundation
import Logging
import PetrelBus
import PetrelCloud
import PetrelHTTP
import PetrelLedger
import PetrelOrchestrator
import PetrelPlugin
import PetrelStates
import TemporaryFolders

/// A cloud with somebody in each place of the domain tree, each with keys, and events made to order.
///
/// `/` has the administrator; `/acme/` an administrator of the domain, `boss`, and a user, `alice`;
/// `/other/` a user, `mallory`.
struct Tenants: Sendable {
    struct Tenant: Sendable {
        let caller: Caller
        let apiKey: String
        let secretKey: String

        /// The header that lets this one in.
        var basic: String {
            let bytes = Array("\(apiKey):\(secretKey)".utf8)
            return "Authorization: Basic \(ClientSignature.base64(bytes))\r\n"
        }
    }

    static let password = "correct-horse-battery"

    let world: World
    let ledger: SQLiteLedger
    let registry: CommandRegistry
    let admin: Tenant
    let boss: Tenant
    let alice: Tenant
    let mallory: Tenant

    /// One for all tests that only add to it.
    static let shared = Task { try await Tenants() }

    init(options: SQLiteOptions = SQLiteOptions()) async throws {
        let folder = try TemporaryFolders.make("events")
        ledger = try SQLiteLedger(
            path: folder.appending(path: "petrel.db").path, options: options)
        let cloud = try await Cloud.open(
            ledger: ledger, bus: EventBus(), agent: SimulatorAgent())
        guard let credentials = try await DemoCloud.prepare(cloud) else {
            throw CancellationError()
        }
        Task { try await cloud.run() }
        world = World(cloud: cloud, credentials: credentials)
        registry = try CommandRegistry(cloud.commands)
        let known = try await CloudAuthenticator(cloud).credential(forKey: credentials.apiKey)
        guard let known else { throw CancellationError() }
        admin = Tenant(
            caller: known.caller, apiKey: credentials.apiKey, secretKey: credentials.secretKey)
        let maker = Maker(cloud: cloud, registry: registry, admin: known.caller)
        let (acme, other) = (try await maker.domain("acme"), try await maker.domain("other"))
        boss = try await maker.tenant("boss", 2, in: acme)
        alice = try await maker.tenant("alice", 0, in: acme)
        mallory = try await maker.tenant("mallory", 0, in: other)
    }

    /// Another user, for tests that take rights away.
    func newcomer(_ name: String) async throws -> Tenant {
        let maker = Maker(cloud: world.cloud, registry: registry, admin: admin.caller)
        return try await maker.tenant(name, 0, in: alice.caller.domain)
    }

    @discardableResult
    func call(
        _ name: String, _ parameters: [String: String], as caller: Caller
    ) async throws -> APIAnswer {
        try await Maker(cloud: world.cloud, registry: registry, admin: admin.caller)
            .call(name, parameters, as: caller)
    }
}

/// Makes domains and people through the API's commands.
private struct Maker {
    let cloud: Cloud
    let registry: CommandRegistry
    let admin: Caller

    func call(
        _ name: String, _ parameters: [String: String], as caller: Caller
    ) async throws -> APIAnswer {
        guard let command = registry.command(name) else { throw APIError.unsupported(name) }
        return try await command.run(
            APICall(command: name, caller: caller, parameters: parameters))
    }

    func domain(_ name: String) async throws -> String {
        guard case .object(let made) = try await call("createDomain", ["name": name], as: admin)
        else { return "" }
        return made["id"]?.string ?? ""
    }

    func tenant(_ name: String, _ type: Int, in domain: String) async throws -> Tenants.Tenant {
        let parameters = [
            "username": name, "password": Tenants.password, "email": "e", "firstname": "f",
            "lastname": "l", "accounttype": "\(type)", "domainid": domain,
        ]
        guard case .object(let made) = try await call("createAccount", parameters, as: admin),
            let user = made["user"]?.array?.first?["id"]?.string,
            case .object(let keys) = try await call("registerUserKeys", ["id": user], as: admin),
            let apiKey = keys["apikey"]?.string, let secret = keys["secretkey"]?.string,
            let caller = try await CloudAuthenticator(cloud).caller(user: user)
        else { throw CancellationError() }
        return Tenants.Tenant(caller: caller, apiKey: apiKey, secretKey: secret)
    }
}

extension Tenants {
    /// An event as the cloud would commit it, of a machine of this owner, or of nobody.
    func event(
        _ type: EventType, of owner: Tenant?, on id: String = "machine", text: String = ""
    ) -> CloudEvent {
        let caller = owner?.caller
        return .action(
            type, .succeeded, on: ResourceReference("VirtualMachine", id),
            by: CloudEvent.Actor(user: admin.caller.user, account: admin.caller.account),
            owner: caller.map {
                CloudEvent.Owner(
                    account: $0.account, domain: $0.domain, accountName: $0.accountName)
            }, domainPath: caller?.domainPath, description: text)
    }

    func tell(_ events: CloudEvent...) async throws { try await world.cloud.tell(events) }

    /// A word that no other test uses, for patterns and types.
    static func word() -> String { "T-\(UUID().uuidString)" }
}
