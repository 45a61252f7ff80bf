import PetrelCloud
import PetrelLedger
import PetrelOrchestrator
import PetrelPlugin
import Testing

/// Who sees whose machine: itself, one of a subdomain, a stranger's.
@Suite struct VisibilityTests {
    @Test func `each role sees its own, and nothing is found beyond`() async throws {
        try await TestCloud.run { cloud in
            let world = try await World(cloud)
            // Rows: caller. Columns: the machines of root's, acme's admin, acme's user, the subdomain's, a stranger.
            let table: [(Caller, [Bool])] = [
                (world.root, [true, true, true, true, true]),
                (world.acmeAdmin, [false, true, true, true, false]),
                (world.acmeUser, [false, false, true, false, false]),
                (world.labUser, [false, false, false, true, false]),
                (world.stranger, [false, false, false, false, true]),
            ]
            for (caller, expected) in table {
                let listed = try await cloud.list(
                    "listVirtualMachines", ["listall": "true"], as: caller
                ).map { $0["id"].text }
                for (machine, isSeen) in zip(world.machines, expected) {
                    #expect(listed.contains(machine) == isSeen, "\(caller.username)")
                    let one = try await cloud.list(
                        "listVirtualMachines", ["id": machine], as: caller)
                    #expect(one.count == (isSeen ? 1 : 0))
                    let error = await #expect(throws: APIError.self) {
                        guard !isSeen else { throw APIError.invalid("seen") }
                        _ = try await cloud.call("stopVirtualMachine", ["id": machine], as: caller)
                    }
                    #expect(error?.code == 431)
                }
            }
        }
    }

    @Test func `events follow the same rule`() async throws {
        try await TestCloud.run { cloud in
            let world = try await World(cloud)
            let seen = try await cloud.list("listEvents", ["listall": "true"], as: world.acmeUser)
            #expect(Set(seen.map { $0["account"].text }) == ["acme-user"])
            let above = try await cloud.list("listEvents", ["listall": "true"], as: world.acmeAdmin)
            #expect(!above.contains { $0["account"].text == "stranger" })
            #expect(above.contains { $0["account"].text == "lab-user" })
        }
    }

    @Test func `no secret is in any event`() async throws {
        try await TestCloud.run { cloud in
            let world = try await World(cloud)
            guard
                case .object(let keys) = try await cloud.call(
                    "registerUserKeys", ["id": world.acmeUser.user], as: world.root)
            else { return #expect(Bool(false)) }
            var parameters = try await cloud.machine("secret", as: world.root)
            parameters["userdata"] = "c2VjcmV0ZGF0YQ=="
            _ = try await cloud.job("deployVirtualMachine", parameters, as: world.root)
            let secrets = [
                World.password, keys["secretkey"].text, keys["apikey"].text, "c2VjcmV0ZGF0YQ==",
                cloud.credentials?.password ?? "", cloud.credentials?.secretKey ?? "",
            ]
            for event in try await cloud.events() {
                let text = String(decoding: event.canonicalBytes, as: UTF8.self)
                for secret in secrets { #expect(!text.contains(secret)) }
            }
        }
    }
}

/// Two branches of the tree with an account in each, and a machine for everybody.
struct World {
    static let password = "correct-horse-battery"

    let root: Caller
    let acmeAdmin: Caller
    let acmeUser: Caller
    let labUser: Caller
    let stranger: Caller
    let machines: [String]

    init(_ cloud: TestCloud) async throws {
        let root = try await cloud.admin
        func domain(_ name: String, in parent: String? = nil) async throws -> String {
            var parameters = ["name": name]
            parameters["parentdomainid"] = parent
            guard
                case .object(let made) = try await cloud.call("createDomain", parameters, as: root)
            else { return "" }
            return made["id"].text
        }
        func account(_ name: String, _ type: Int, in domain: String) async throws -> Caller {
            guard
                case .object(let made) = try await cloud.call(
                    "createAccount",
                    [
                        "username": name, "password": Self.password, "email": "e", "firstname": "f",
                        "lastname": "l", "accounttype": "\(type)", "domainid": domain,
                    ], as: root)
            else { throw APIError.failed("no account") }
            let user = made["user"]?.array?.first?["id"].text ?? ""
            return try await CloudAuthenticator(cloud.cloud).caller(user: user)!
        }
        let acme = try await domain("acme")
        let lab = try await domain("lab", in: acme)
        let other = try await domain("other")
        self.root = root
        acmeAdmin = try await account("acme-admin", 2, in: acme)
        acmeUser = try await account("acme-user", 0, in: acme)
        labUser = try await account("lab-user", 0, in: lab)
        stranger = try await account("stranger", 0, in: other)
        var made: [String] = []
        for caller in [root, acmeAdmin, acmeUser, labUser, stranger] {
            made.append(try await cloud.deploy("m-\(made.count)", as: caller)["id"].text)
        }
        machines = made
    }
}
