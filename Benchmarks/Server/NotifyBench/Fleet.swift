internal import Foundation
internal import Logging
internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelNotify
internal import PetrelPlugin
internal import PetrelServerTesting
internal import PetrelStates

/// A ledger with tenants, and the plug-in over it with a subscription for each receiver.
final class Fleet: Sendable {
    /// How many receivers there are, and how many of them are well where some are not.
    static let receivers = 1_000
    static let healthy = 980
    static let accounts = 100

    let stage: PluginStage
    private let port: Int

    init(port: Int, accounts: Int = Fleet.accounts) async throws {
        stage = try PluginStage()
        self.port = port
        let owner = CloudEvent.Owner(account: "", domain: "d-root")
        var changes = [
            Self.creation(Domain.kind, "d-root", "Active", .init(name: "ROOT", domainPath: "/"))
        ]
        for number in 0..<accounts {
            var own = owner
            own.account = Self.caller(number).account
            changes.append(
                Self.creation(
                    Account.kind, own.account, "ENABLED",
                    .init(
                        name: "tenant-\(number)", owner: own, domainPath: "/",
                        attributes: ["roletype": "User"])))
        }
        for chunk in stride(from: 0, to: changes.count, by: 500) {
            let some = changes[chunk..<min(chunk + 500, changes.count)]
            _ = try await stage.ledger.commit(Commit(changes: Array(some)))
        }
    }

    private static func creation(
        _ kind: String, _ id: String, _ state: String, _ profile: Resource.Profile
    ) -> Change {
        Change(
            .create(kind: kind, id: id, state: state, profile),
            event: .action(
                "BENCH.CREATE", .succeeded, on: ResourceReference(kind: kind, id: id),
                by: .init(user: "u", account: "a"), owner: profile.owner,
                domainPath: profile.domainPath))
    }

    static func caller(_ number: Int) -> Caller {
        let id = "00000000-0000-4000-8000-\(100_000_000_000 + number)"
        return Caller(
            user: id, account: id, username: "tenant-\(number)", accountName: "tenant-\(number)",
            domain: "d-root", domainPath: "/", role: .user)
    }

    /// What happens to one of two hundred machines of a tenant, about 900 bytes on the wire.
    static func event(_ account: Int, _ number: Int) -> CloudEvent {
        let caller = caller(account)
        let machine = "10000000-0000-4000-8000-\(100_000_000_000 + account * 1_000 + number % 200)"
        return .action(
            "VM.START", .succeeded, on: ResourceReference(.virtualMachine, machine),
            by: .init(user: caller.user, account: caller.account, userName: caller.username),
            owner: .init(
                account: caller.account, domain: "d-root", accountName: caller.accountName),
            domainPath: "/", description: "VM.START succeeded for machine \(number)")
    }

    /// Events of all tenants in turn, from a number on.
    static func events(_ numbers: Range<Int>) -> [CloudEvent] {
        numbers.map { event($0 % accounts, $0 / accounts) }
    }

    func host(places: Int = 512) -> PluginHost {
        let settings = PluginSettings(
            place: "plugins.notify",
            values: [
                "http": true, "ports": .string("\(port)"), "allow": "127.0.0.0/8",
                "concurrency": .integer(Int64(places)), "domainsubscriptions": 1_000_000,
                "accountsubscriptions": 100_000,
            ])
        let ledger = stage.ledger
        // Commands of its own, so that there can be one after the other.
        return PluginHost(
            [NotifyPlugin.self], settings: ["notify": settings],
            ground: PluginHost.Ground(
                ledger: ledger, bus: stage.bus, registry: CommandRegistry(), node: "node-1",
                logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
            ) { events in _ = try await ledger.commit(Commit(events: events)) })
    }

    struct NoRoute: Error {}

    @discardableResult
    static func subscribe(
        _ host: PluginHost, _ account: Int, _ address: String, _ more: [String: JSONValue] = [:]
    ) async throws -> String {
        let route = host.routes.first {
            $0.route.method == .post && $0.route.path == "subscriptions"
        }
        guard let route = route?.route else { throw NoRoute() }
        let body = more.merging([
            "name": .string(address), "channel": "webhook",
            "settings": [
                "url": .string(address),
                "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            ],
        ]) { own, _ in own }
        let answer = try await route.run(
            .init(caller: caller(account), path: [:], query: [:], body: .object(body)))
        return answer.json?["id"]?.string ?? ""
    }
}
