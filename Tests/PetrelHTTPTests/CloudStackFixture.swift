import PetrelCloud
import PetrelPlugin
import PetrelTesting
import Synchronization

@testable import PetrelHTTP

/// A small cloud's API: two commands that answer what a test says, an admin and a user.
struct CloudStackFixture {
    static let now = Timestamp("2026-11-22T17:00:00Z") ?? Timestamp(seconds: 0)
    static let id = "6f1f3c0e-7a0b-4d6f-9a53-0d7f8f2a1b3c"
    static let admin = Caller(
        user: "u-admin", account: "a-admin", username: "admin", accountName: "admin",
        domain: "d-root", domainPath: "/", role: .admin)
    static let user = Caller(
        user: "u-user", account: "a-user", username: "user", accountName: "user",
        domain: "d-sales", domainPath: "/sales/", role: .user)

    let calls = Calls()
    let api: CloudStackAPI
    let registry: CommandRegistry

    /// Everything that commands were called with.
    final class Calls: Sendable {
        private let list = Mutex<[APICall]>([])
        var all: [APICall] { list.withLock { $0 } }
        func append(_ call: APICall) { list.withLock { $0.append(call) } }
    }

    init(answering answer: APIAnswer = .list([], count: 0), now: Timestamp = Self.now) throws {
        let calls = calls
        registry = try CommandRegistry(
            Self.commands { call in
                calls.append(call)
                return answer
            })
        try registry.add(DiscoveryCommands.all(of: registry))
        var settings = CloudStackAPI.Settings()
        settings.now = { now }
        api = CloudStackAPI(
            registry: registry, authenticator: Keys(),
            sessions: MemorySessions(random: SeededRandom(seed: 7)), settings: settings)
    }

    private static func commands(
        _ run: @escaping @Sendable (APICall) async throws -> APIAnswer
    ) -> [APICommand] {
        [
            APICommand(
                "listMachines", "Lists machines.", since: "2.0.0", roles: .everyone,
                parameters: [
                    .id("id", of: "Machine", "Only this one."),
                    .ids("ids", of: "Machine", "Only these."),
                    .integer("cpunumber", "Only with so many processors."),
                    .boolean("details", "Whether to tell everything."),
                    .date("startdate", "Only later ones."), .map("tags", "Only with these."),
                    .string("hostname", maximumLength: 10, roles: .admin, "Only on this host."),
                ] + .paging,
                response: .list("machine", machine), run: run),
            APICommand(
                "deployMachine", "Makes a machine.", .creating("VM.CREATE"), roles: .everyone,
                parameters: [
                    .id("zoneid", of: "Zone", required: true, "Where."),
                    .secret("password", "Its password."),
                ],
                response: .object("machine", machine), run: run),
            APICommand(
                "stopServer", "Stops the server.", roles: .admin, response: .success, run: run),
        ]
    }

    static let machine: [APIField] = [
        APIField("id", .string), APIField("cpunumber", .integer), APIField("size", .long),
        APIField("load", .double), APIField("ha", .boolean), APIField("created", .date),
        APIField("hosts", .list), APIField("details", .map), APIField("extra", .object),
        APIField("nic", .list, fields: [APIField("mac", .string), APIField("mtu", .integer)]),
    ]

    /// Keys of the form `key-admin`, with the secret `secret-admin`; passwords likewise.
    struct Keys: Authenticator {
        private static let callers = [
            "admin": CloudStackFixture.admin, "user": CloudStackFixture.user,
        ]

        func credential(forKey apiKey: String) -> APICredential? {
            Self.callers.first { "key-\($0.key)" == apiKey }.map {
                APICredential(caller: $0.value, secret: "secret-\($0.key)")
            }
        }

        func caller(username: String, password: String, domain: String) -> Caller? {
            password == "password-\(username)" ? Self.callers[username] : nil
        }

        func caller(user: String) -> Caller? { Self.callers.values.first { $0.user == user } }
    }
}

extension CloudStackFixture {
    /// Sends a query as it stands.
    func send(raw query: String, method: CloudStackRequest.Method = .get) async -> CloudStackReply {
        await api.answer(CloudStackRequest(method: method, query: Array(query.utf8)))
    }

    /// Sends a query in JSON that `name` signs.
    func send(
        _ query: String, as name: String = "admin", format: String = "json"
    ) async -> CloudStackReply {
        await send(raw: Self.signed("\(query)&response=\(format)", as: name))
    }

    static func signed(_ query: String, as name: String = "admin") -> String {
        let all = query + "&apiKey=key-\(name)"
        return all + "&signature=" + ClientSignature.encoded(of: all, secret: "secret-\(name)")
    }
}

extension CloudStackReply {
    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSONValue { (try? JSONReader(maximumBytes: 1 << 24).read(body)) ?? .null }
    /// What stands in the envelope of a command.
    func inside(_ command: String) -> JSONValue? { json["\(command.lowercased())response"] }
}
