import PetrelCloud
import PetrelOrchestrator
import PetrelPlugin
import Testing

/// A right that is withdrawn is gone with the answer to the call that withdrew it, however often it was used before.
@Suite struct `Rights` {
    /// A user with keys whom the door knows well.
    private struct Guest {
        let user: String
        let account: String
        let domain: String
        let key: String
    }

    private func guest(_ cloud: TestCloud, _ door: CloudAuthenticator) async throws -> Guest {
        let admin = try await cloud.admin
        guard
            case .object(let domain) = try await cloud.call(
                "createDomain", ["name": "guests"], as: admin),
            case .object(let account) = try await cloud.call(
                "createAccount",
                [
                    "username": "guest", "password": "correct horse", "email": "e",
                    "firstname": "f", "lastname": "l", "accounttype": "0",
                    "domainid": domain["id"].text,
                ], as: admin)
        else { throw APIError.failed("no guest") }
        let user = account["user"]?.array?.first?["id"].text ?? ""
        let key = try await newKey(of: user, cloud)
        for _ in 0..<3 {
            #expect(try await door.credential(forKey: key)?.caller.user == user)
            #expect(try await door.caller(user: user)?.user == user)
        }
        return Guest(
            user: user, account: account["id"].text, domain: domain["id"].text, key: key)
    }

    private func newKey(of user: String, _ cloud: TestCloud) async throws -> String {
        guard
            case .object(let keys) = try await cloud.call(
                "registerUserKeys", ["id": user], as: cloud.admin)
        else { throw APIError.failed("no keys") }
        return keys["apikey"].text
    }

    @Test func `a key that was replaced opens nothing any more`() async throws {
        try await TestCloud.run { cloud in
            let door = CloudAuthenticator(cloud.cloud)
            let guest = try await guest(cloud, door)
            let key = try await newKey(of: guest.user, cloud)
            #expect(try await door.credential(forKey: guest.key) == nil)
            #expect(try await door.credential(forKey: key)?.caller.user == guest.user)
        }
    }

    @Test func `a user who is disabled is out at once and in again when enabled`() async throws {
        try await TestCloud.run { cloud in
            let door = CloudAuthenticator(cloud.cloud)
            let guest = try await guest(cloud, door)
            let admin = try await cloud.admin
            for _ in 0..<3 {
                _ = try await cloud.job("disableUser", ["id": guest.user], as: admin)
                #expect(try await door.credential(forKey: guest.key) == nil)
                #expect(try await door.caller(user: guest.user) == nil)
                _ = try await cloud.call("enableUser", ["id": guest.user], as: admin)
                #expect(try await door.credential(forKey: guest.key) != nil)
            }
        }
    }

    @Test func `a user who is deleted is out at once`() async throws {
        try await TestCloud.run { cloud in
            let door = CloudAuthenticator(cloud.cloud)
            let guest = try await guest(cloud, door)
            guard
                case .object(let second) = try await cloud.call(
                    "createUser",
                    [
                        "username": "second", "password": "correct horse", "email": "e",
                        "firstname": "f", "lastname": "l", "account": "guest",
                        "domainid": guest.domain,
                    ], as: cloud.admin)
            else { throw APIError.failed("no second user") }
            let user = second["id"].text
            let key = try await newKey(of: user, cloud)
            #expect(try await door.credential(forKey: key)?.caller.user == user)
            #expect(try await door.caller(user: user)?.user == user)
            _ = try await cloud.call("deleteUser", ["id": user], as: cloud.admin)
            #expect(try await door.credential(forKey: key) == nil)
            #expect(try await door.caller(user: user) == nil)
        }
    }

    @Test func `a user whose account is disabled is out at once`() async throws {
        try await TestCloud.run { cloud in
            let door = CloudAuthenticator(cloud.cloud)
            let guest = try await guest(cloud, door)
            _ = try await cloud.job(
                "disableAccount", ["id": guest.account, "lock": "false"], as: cloud.admin)
            #expect(try await door.credential(forKey: guest.key) == nil)
            #expect(try await door.caller(user: guest.user) == nil)
        }
    }
}
