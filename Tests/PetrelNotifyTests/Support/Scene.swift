internal import Foundation
internal import Logging
internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates
internal import Synchronization

@testable internal import PetrelNotify

/// A ledger with a few accounts, and the plug-in over it, which can be ended and begun again.
final class Scene: Sendable {
    let ledger: SQLiteLedger
    let bus = EventBus()
    private let folder: URL
    let clock: HandClock?
    private let running = Mutex<(plugin: NotifyPlugin, task: Task<Void, Never>)?>(nil)

    /// acme is a domain with a sub-domain, beside it stands other.
    static let domains = [
        "/": "d-root", "/acme/": "d-acme", "/acme/lab/": "d-lab", "/other/": "d-other",
    ]

    static let root = caller("root", "/", .admin)
    static let boss = caller("boss", "/acme/", .domainAdmin)
    static let ann = caller("ann", "/acme/", .user)
    static let bob = caller("bob", "/acme/", .user)
    static let lea = caller("lea", "/acme/lab/", .user)
    static let eve = caller("eve", "/other/", .domainAdmin)
    static let everyone = [root, boss, ann, bob, lea, eve]

    static func caller(_ name: String, _ path: String, _ role: APICommand.Roles) -> Caller {
        Caller(
            user: "u-\(name)", account: "a-\(name)", username: name, accountName: name,
            domain: domains[path] ?? "", domainPath: path, role: role)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    init(clock: HandClock? = nil, options: SQLiteOptions = SQLiteOptions()) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "scene-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        ledger = try SQLiteLedger(
            path: folder.appending(path: "ledger.db").path, options: options)
        self.clock = clock
        var changes: [Change] = []
        for (path, id) in Self.domains.sorted(by: { $0.key < $1.key }) {
            changes.append(
                Self.creation(
                    Domain.kind, id, "Active",
                    .init(
                        name: path == "/" ? "ROOT" : String(path.dropFirst().dropLast()),
                        domainPath: path)))
        }
        changes += Self.everyone.map(Self.account)
        _ = try await ledger.commit(Commit(changes: changes))
    }

    /// More accounts.
    func add(_ callers: [Caller]) async throws {
        _ = try await ledger.commit(Commit(changes: callers.map(Self.account)))
    }

    private static func account(_ caller: Caller) -> Change {
        let role =
            switch caller.role {
            case .admin: "Admin"
            case .resourceAdmin: "ResourceAdmin"
            case .domainAdmin: "DomainAdmin"
            default: "User"
            }
        return creation(
            Account.kind, caller.account, "ENABLED",
            .init(
                name: caller.accountName,
                owner: .init(account: caller.account, domain: caller.domain),
                domainPath: caller.domainPath, attributes: ["roletype": .string(role)]))
    }

    private static func creation(
        _ kind: String, _ id: String, _ state: String, _ profile: Resource.Profile
    ) -> Change {
        Change(
            .create(kind: kind, id: id, state: state, profile),
            event: CloudEvent.action(
                "TEST.CREATE", .succeeded, on: ResourceReference(kind: kind, id: id),
                by: .init(user: "u", account: "a"), owner: profile.owner,
                domainPath: profile.domainPath))
    }

    var plugin: NotifyPlugin {
        guard let plugin = running.withLock({ $0?.plugin }) else {
            preconditionFailure("the plug-in was not begun")
        }
        return plugin
    }

    var desk: SubscriptionDesk { plugin.desk }

    /// Begins the plug-in, as a server does.
    func begin(
        channels: [any Channel.Type] = [SinkChannel.self], settings: [String: JSONValue] = [:],
        _ adjust: (inout NotifySettings) -> Void = { _ in }
    ) async throws {
        let ledger = ledger
        let context = PluginContext(
            name: "notify", node: "node-1",
            settings: PluginSettings(place: "plugins.notify", values: settings),
            logger: Logger(label: "scene") { _ in SwiftLogNoOpLogHandler() }, bus: bus,
            ledger: ledger
        ) { events in _ = try await ledger.commit(Commit(events: events)) }
        let made = try await NotifyPlugin(
            context, channels: channels, time: clock?.time ?? .system, adjust: adjust)
        let task = Task { _ = try? await made.run() }
        running.withLock { $0 = (made, task) }
    }

    /// Ends it and waits for that.
    func end() async {
        let task = running.withLock { state in
            defer { state = nil }
            return state?.task
        }
        task?.cancel()
        await task?.value
    }

    /// Makes a subscription that tells the sink.
    @discardableResult
    func subscribe(
        _ sink: Sink, _ caller: Caller = Scene.ann, _ more: [String: JSONValue] = [:]
    ) async throws -> String {
        let body = more.merging(
            ["name": "s", "channel": "sink", "settings": sink.settings]) { own, _ in own }
        let answer = try await ask(.post, "subscriptions", caller, body: .object(body))
        return answer["id"]?.string ?? ""
    }

    /// Asks a route of the plug-in.
    func ask(
        _ method: PluginRoute.Method, _ path: String, _ caller: Caller = Scene.ann,
        id: String? = nil, query: [String: String] = [:], body: JSONValue? = nil
    ) async throws -> JSONValue {
        guard let route = plugin.routes.first(where: { $0.method == method && $0.path == path })
        else { throw APIError.failed("no route \(path)") }
        let answer = try await route.run(
            .init(
                caller: caller, path: id.map { ["id": $0] } ?? [:], query: query, body: body))
        return answer.json ?? .null
    }

    /// What a command answers, which is as it is declared.
    func command(
        _ name: String, _ parameters: [String: String], _ caller: Caller = Scene.ann
    ) async throws -> JSONValue {
        guard let command = plugin.commands.first(where: { $0.name == name }) else {
            throw APIError.failed("no command \(name)")
        }
        let answer = try await command.run(
            APICall(command: name, caller: caller, parameters: parameters))
        let slips = DeclaredAnswer(answer, command.response).slips
        guard slips.isEmpty, case .object(let json) = answer else {
            throw APIError.failed("\(name) answers otherwise than declared: \(slips)")
        }
        return json
    }

    /// Events of somebody's machines, one commit; their ids.
    @discardableResult
    func happen(
        _ machines: [String], _ caller: Caller = Scene.ann, _ type: EventType = "VM.START"
    ) async throws -> [CloudEvent] {
        let events = machines.map { id in
            CloudEvent.action(
                type, .succeeded, on: ResourceReference(.virtualMachine, id),
                by: .init(user: caller.user, account: caller.account),
                owner: .init(
                    account: caller.account, domain: caller.domain,
                    accountName: caller.accountName), domainPath: caller.domainPath)
        }
        return try await ledger.commit(Commit(events: events)).events
    }
}

extension DeliveryError {
    static let busy = DeliveryError(.retry, "the receiver answered 503", status: 503)
    static let no = DeliveryError(.refused, "the receiver answered 400", status: 400)
    static let gone = DeliveryError(.endpointGone, "the receiver answered 410", status: 410)
}
