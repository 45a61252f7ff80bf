import Foundation
import PetrelCloud
import Testing

extension CommandTests {
    @Suite struct `petrel simulate` {
        @Test func `does as many operations as asked, says how, and leaves nothing behind`()
            async throws
        {
            let server = try await Server.start(
                try Sandbox(),
                [
                    "--set", "simulator.shortest-latency=0ms", "--set",
                    "simulator.longest-latency=1ms",
                ])
            let outcome = try await server.petrel(
                "simulate", "--tenants", "2", "--machines", "2", "--operations", "24", "--seed",
                "7",
                "--json")
            #expect(outcome.status == 0, "\(outcome.errors)")
            let summary = try JSONReader().read(outcome.output.utf8.dropLast())
            #expect(summary["operations"] == 24)
            #expect(summary["failed"] == 0, "\(outcome.output)")
            #expect((summary["commands"]?["deployVirtualMachine"]?["count"]?.integer ?? 0) >= 4)
            let accounts = try await server.call("listAccounts", "listall=true")
            #expect(accounts["account"]?.array?.count == 1)
            await server.stop()
        }

        @Test func `counts failures by their reason`() async throws {
            let server = try await Server.start(
                try Sandbox(), ["--set", "simulator.failures-per-thousand=1000"])
            let outcome = try await server.petrel(
                "simulate", "--tenants", "1", "--machines", "1", "--operations", "3", "--json")
            let summary = try JSONReader().read(outcome.output.utf8.dropLast())
            #expect(summary["failed"] == 3)
            #expect(summary["failures"]?.object?.keys.allSatisfy { $0.contains(": ") } == true)
            await server.stop()
        }
    }
}
