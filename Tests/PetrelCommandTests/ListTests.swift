import Foundation
import PetrelCloud
import Testing

extension CommandTests {
    @Suite struct `Lists of a running server` {
        @Test func `tell of a machine's life in tables and in JSON`() async throws {
            let server = try await Server.start(try Sandbox())
            let id = try await server.deploy("web-1")["id"]?.string ?? ""
            _ = try await server.call("stopVirtualMachine", "id=\(id)")
            _ = try await server.call(
                "generateAlert", "type=1", "name=ALERT.CPU", "description=look")
            try await resources(server, id)
            try await events(server, id)
            try await timeline(server, id)
            let jobs = try await server.petrel("jobs", "--json").output.jsonLines
            #expect(
                jobs.contains {
                    $0["attributes"]?["cmd"]?.string?.contains("StopVM") ?? false
                        || $0["attributes"]?["cmd"]?.string?.contains("stopVirtualMachine") ?? false
                })
            let alerts = try await server.petrel("alerts")
            #expect(alerts.output.contains("look"))
            await server.stop()
        }

        private func resources(_ server: Server, _ id: String) async throws {
            let table = try await server.petrel("resources", "vm", "--state", "Stopped")
            #expect(table.output.contains("web-1") && table.output.contains(id))
            let json = try await server.petrel("resources", "virtualmachines", "--json").output
                .jsonLines
            #expect(json.map { $0["state"] } == ["Stopped"])
            let overview = try await server.petrel("resources")
            #expect(overview.output.contains("VirtualMachine"))
            let slip = try await server.petrel("resources", "VirtualMashine")
            #expect(slip.status == 64 && slip.errors.contains("did you mean VirtualMachine?"))
        }

        private func events(_ server: Server, _ id: String) async throws {
            let stops = try await server.petrel(
                "events", "--type", "VM.STOP", "--resource", id, "--json"
            ).output.jsonLines
            #expect(stops.compactMap { $0["outcome"]?.string }.last == "succeeded")
            let all = try await server.petrel("events", "--oldest", "--limit", "10", "--json")
                .output.jsonLines
            #expect(
                all.compactMap { $0["sequence"]?.string.flatMap { Int64($0) } } == Array(1...10))
            let next = try await server.petrel("events", "--after", "10", "--limit", "5", "--json")
                .output.jsonLines
            #expect(
                next.compactMap { $0["sequence"]?.string.flatMap { Int64($0) } } == Array(11...15))
            let wrong = try await server.petrel("events", "--category", "Nonsense")
            #expect(wrong.status == 2)
        }

        private func timeline(_ server: Server, _ id: String) async throws {
            let byName = try await server.petrel("timeline", "web-1", "--json").output
            let byID = try await server.petrel("timeline", id, "--json").output
            #expect(byName == byID)
            let states = try byID.jsonLines.filter { $0["category"] == "ResourceStateEvent" }
            #expect(
                states.compactMap { $0["newstate"]?.string }.suffix(2) == ["Stopping", "Stopped"])
            let versions = states.compactMap { $0["resourceversion"]?.string.flatMap { Int($0) } }
            #expect(versions == Array(1...max(1, versions.count)))
            let nobody = try await server.petrel("timeline", "nobody")
            #expect(nobody.status == 2)
        }
    }
}
