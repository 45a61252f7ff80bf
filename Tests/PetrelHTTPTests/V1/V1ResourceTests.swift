import Foundation
import PetrelCloud
import PetrelPlugin
import PetrelStates
import Testing

@testable import PetrelHTTP

/// `/v1/resources`, `/v1/jobs` and timelines.
@Suite struct V1ResourceTests {
    @Test func `a timeline tells all of one resource's life in order, to those who may see it`()
        async throws
    {
        let tenants = try await Tenants.shared.value
        let client = V1Client(tenants)
        let id = try await client.machine(of: tenants.alice)
        let path = "/v1/resources/\(id)/timeline"
        let events = await client.events("\(path)?limit=3", as: tenants.alice)
        let sequences = events.compactMap { $0["sequence"]?.string }
        #expect(sequences == sequences.sorted() && Set(sequences).count == events.count)
        let categories = Set(events.compactMap { $0["category"]?.string })
        #expect(categories.isSuperset(of: ["ActionEvent", "ResourceStateEvent", "AsyncJobEvent"]))
        #expect(events.allSatisfy { $0["subject"]?.string == "VirtualMachine/\(id)" })
        let versions = events.compactMap { $0["resourceversion"]?.string }
        #expect(versions == (1...max(1, versions.count)).map { String($0) })
        let head = await client.json(path, as: tenants.boss)["resource"]
        #expect(head?["state"] == "Running" && head?["account"] == "alice")
        #expect(head?["version"]?.integer == Int64(versions.count))
        for target in [path, "/v1/resources/\(id)"] {
            #expect(await client.get(target, as: tenants.mallory).status == 404)
            #expect(await client.get(target, as: tenants.admin).status == 200)
        }
    }

    @Test func `what everybody may see has a timeline without others' events`() async throws {
        let tenants = try await Tenants.shared.value
        let client = V1Client(tenants)
        let zones = await client.json("/v1/resources?kind=\(Zone.kind)", as: tenants.alice)
        let id = zones["resources"]?.array?.first?["id"]?.string ?? ""
        let path = "/v1/resources/\(id)/timeline"
        #expect(await client.json(path, as: tenants.alice)["events"]?.array == [])
        #expect(await client.json(path, as: tenants.admin)["events"]?.array?.isEmpty == false)
        let hosts = await client.json("/v1/resources?kind=host", as: tenants.alice)
        #expect(hosts["resources"]?.array == [])
    }

    @Test func `resources show their owner's own, page by page, and no secret`() async throws {
        let tenants = try await Tenants.shared.value
        let client = V1Client(tenants)
        let machines = [
            try await client.machine(of: tenants.alice),
            try await client.machine(of: tenants.mallory),
        ]
        func ids(_ tenant: Tenants.Tenant, _ query: String = "") async -> Set<String> {
            var (ids, next): (Set<String>, String?) = (
                [], "/v1/resources?kind=virtualmachine&limit=1\(query)"
            )
            while let page = next {
                let json = await client.json(page, as: tenant)
                ids.formUnion((json["resources"]?.array ?? []).compactMap { $0["id"]?.string })
                next = json["next"]?.string
            }
            return ids
        }
        #expect(await ids(tenants.alice).contains(machines[0]))
        #expect(await !ids(tenants.alice).contains(machines[1]))
        #expect(await ids(tenants.admin).isSuperset(of: machines))
        #expect(await ids(tenants.admin, "&account=mallory").contains(machines[1]))
        #expect(await !ids(tenants.admin, "&account=mallory").contains(machines[0]))
        #expect(await ids(tenants.alice, "&account=\(tenants.mallory.caller.account)") == [])
        #expect(await !ids(tenants.boss, "&domain=/").contains(machines[1]))
        let users = await client.get("/v1/resources?kind=User", as: tenants.admin)
        #expect(users.json["resources"]?.array?.isEmpty == false)
        for secret in [tenants.alice.apiKey, tenants.alice.secretKey, "pbkdf2"] {
            #expect(!users.text.contains(secret))
        }
        let jobs = await client.json("/v1/jobs", as: tenants.alice)["resources"]?.array ?? []
        #expect(!jobs.isEmpty && jobs.allSatisfy { $0["account"] == "alice" })
    }
}
