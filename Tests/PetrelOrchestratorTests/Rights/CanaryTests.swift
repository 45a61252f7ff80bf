import Foundation
import PetrelCloud
import PetrelLedger
import PetrelPlugin
import PetrelStates
import Testing

@testable import PetrelOrchestrator

/// Secrets go in wherever the API takes them, and are looked for wherever anything comes out.
@Suite struct CanaryTests {
    @Test(.timeLimit(.minutes(5)))
    func `no secret that went in ever comes out`() async throws {
        let path = try TestCloud.path()
        let cloud = try await TestCloud.open(path)
        var cage = Cage()
        try await cloud.running { try await Self.send(&cage, to: cloud) }
        let events = try await cloud.events()
        let jobs = try await cloud.cloud.everything(AsyncJob.self)
        await cloud.ledger.close()

        #expect(cage.count >= 50)
        #expect(cage.faults == [])
        for event in events { cage.look(in: Data(event.canonicalBytes), "event \(event.type)") }
        for job in jobs { cage.look(in: Data("\(job)".utf8), "job \(job.profile.name ?? "")") }
        #expect(cage.faults == [])
        // What is checked by its hash, or only handed on, is kept nowhere in clear.
        let folder = URL(filePath: path).deletingLastPathComponent()
        for file in try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        {
            cage.look(in: try Data(contentsOf: file), file.lastPathComponent, onlyHashed: true)
        }
        #expect(cage.faults == [])
    }

    private static func send(_ cage: inout Cage, to cloud: TestCloud) async throws {
        let admin = try await cloud.admin
        let template = try await passwordTemplate(cloud, admin)
        try await sendToMachines(&cage, cloud, admin, template)
        try await sendToUsers(&cage, cloud, admin)
        try await sendToParts(&cage, cloud, admin)
    }

    private static func passwordTemplate(
        _ cloud: TestCloud, _ admin: Caller
    ) async throws -> String {
        try await cloud.list(
            "registerTemplate",
            [
                "name": "with-password", "displaytext": "t", "format": "QCOW2",
                "hypervisor": "Simulator", "url": "http://images.example/t",
                "passwordenabled": "true",
            ], as: admin)[0]["id"].text
    }

    private static func sendToMachines(
        _ cage: inout Cage, _ cloud: TestCloud, _ admin: Caller, _ template: String
    ) async throws {
        for number in 1...4 {
            var parameters = try await cloud.machine("m\(number)", as: admin)
            if number > 1 { parameters["templateid"] = template }
            parameters["password"] = cage.canary()
            parameters["userdata"] = cage.canary(isKept: true, inBase64: true)
            await cage.call("deployVirtualMachine", parameters, cloud, admin)
        }
        let machines = try await cloud.list("listVirtualMachines", as: admin)
        #expect(machines.count == 4)
        for machine in machines {
            let id = machine["id"].text
            await cage.call(
                "updateVirtualMachine",
                ["id": id, "userdata": cage.canary(isKept: true, inBase64: true)], cloud, admin)
            // Refused while it runs.
            await cage.call(
                "resetPasswordForVirtualMachine", ["id": id, "password": cage.canary()], cloud,
                admin)
            await cage.call("stopVirtualMachine", ["id": id], cloud, admin)
            await cage.call(
                "resetPasswordForVirtualMachine", ["id": id, "password": cage.canary()], cloud,
                admin)
        }
        await cage.call("listVirtualMachines", ["listall": "true"], cloud, admin)
        await cage.call("listAsyncJobs", ["listall": "true"], cloud, admin)
    }

    private static func sendToUsers(
        _ cage: inout Cage, _ cloud: TestCloud, _ admin: Caller
    ) async throws {
        for number in 1...4 {
            var person = [
                "username": "user-\(number)", "email": "e", "firstname": "f", "lastname": "l",
                "password": cage.canary(),
            ]
            await cage.call("createAccount", person, cloud, admin)
            // Refused, since the name is taken.
            person["password"] = cage.canary()
            await cage.call("createAccount", person, cloud, admin)
            person["username"] = "second-\(number)"
            person["account"] = "user-\(number)"
            person["password"] = cage.canary()
            await cage.call("createUser", person, cloud, admin)
        }
        for user in try await cloud.list("listUsers", ["listall": "true"], as: admin)
        where user["username"].text.hasPrefix("second") {
            let id = user["id"].text
            await cage.call("updateUser", ["id": id, "password": cage.canary()], cloud, admin)
            await cage.call(
                "updateUser",
                [
                    "id": id, "userapikey": "key-of-\(id)",
                    "usersecretkey": cage.canary(isKept: true),
                ], cloud, admin)
            let itself = try await CloudAuthenticator(cloud.cloud).caller(user: id)
            await cage.call(
                "updateUser",
                ["id": id, "password": cage.canary(), "currentpassword": cage.canary()], cloud,
                itself ?? admin)
            await cage.call("getUser", ["userapikey": cage.canary()], cloud, admin)
        }
        await cage.call("listUsers", ["listall": "true"], cloud, admin)
        await cage.call("listAccounts", ["listall": "true"], cloud, admin)
        _ = await CloudAuthenticator(cloud.cloud).refuses(cage.canary())
    }

    private static func sendToParts(
        _ cage: inout Cage, _ cloud: TestCloud, _ admin: Caller
    ) async throws {
        let pod = try await cloud.list("listPods", as: admin)[0]
        for number in 1...2 {
            await cage.call(
                "addHost",
                [
                    "zoneid": pod["zoneid"].text, "podid": pod["id"].text,
                    "hypervisor": "Simulator", "url": "http://host-\(number)a", "username": "root",
                    "password": cage.canary(),
                ], cloud, admin)
        }
        await cage.call(
            "updateConfiguration",
            ["name": "alert.smtp.password", "value": cage.canary(isKept: true)], cloud, admin)
        await cage.call("listConfigurations", [:], cloud, admin)
        for name in ["listEvents", "listAlerts", "listHosts", "listTemplates"] {
            await cage.call(
                name, ["listall": "true", "templatefilter": "all"], cloud, admin)
        }
    }
}

extension CloudAuthenticator {
    /// A log-in with a wrong password.
    fileprivate func refuses(_ password: String) async -> Bool {
        (try? await caller(username: "admin", password: password, domain: "/")) == nil
    }
}
