import Foundation
import PetrelCloud
import Testing

extension CommandTests {
    @Suite struct `petrel doctor` {
        @Test func `finds nothing wrong before the first start, while it runs and afterwards`()
            async throws
        {
            let sandbox = try Sandbox()
            let free = ["PETREL_LISTEN": "127.0.0.1:0"]
            let before = try await Program.run(["doctor"], sandbox.environment(free))
            #expect(before.status == 0, "\(before.output)")
            let server = try await Server.start(sandbox)
            let during = try await server.petrel("doctor", environment: free)
            #expect(during.status == 0, "\(during.output)")
            #expect(during.output.contains("it answers at \(server.url)"))
            await server.stop()
            let after = try await server.petrel("doctor", environment: free)
            #expect(after.status == 0, "\(after.output)")
            #expect(after.output.contains("intact up to event"))
        }

        @Test func `names everything that is wrong with a folder, and what to do`() async throws {
            let sandbox = try Sandbox()
            try FileManager.default.createDirectory(
                atPath: sandbox.data, withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o755])
            try sandbox.write("data/petrel.db", "this is not a database, and never was one\n")
            let outcome = try await Program.run(
                [
                    "doctor", "--json", "--set", "tls.certificate=/nowhere", "--set",
                    "tls.key=/nowhere",
                ],
                sandbox.environment(["PETREL_LISTEN": "127.0.0.1:0"]))
            #expect(outcome.status == 1)
            let wrong = try outcome.output.jsonLines.filter { $0["verdict"] == "wrong" }
            #expect(
                wrong.compactMap { $0["subject"]?.string }
                    == ["data folder", "ledger", "certificate", "key"])
            #expect(wrong.allSatisfy { $0["remedy"]?.string?.isEmpty == false })
            #expect(wrong.first?["remedy"]?.string == "chmod 700 \(sandbox.data)")
        }

        @Test func `says who has the port`() async throws {
            let server = try await Server.start(try Sandbox())
            let other = try Sandbox()
            let outcome = try await Program.run(
                ["doctor"],
                other.environment(["PETREL_LISTEN": String(server.url.dropFirst("http://".count))]))
            #expect(outcome.status == 1)
            #expect(outcome.output.contains("in use by petrel (process \(server.program.pid))"))
            await server.stop()
        }

        @Test func `takes mistakes of the configuration for findings`() async throws {
            let sandbox = try Sandbox()
            let outcome = try await Program.run(
                ["doctor"], sandbox.environment(["PETREL_LISTEN": "here"]))
            #expect(outcome.status == 1)
            #expect(outcome.output.contains("listen cannot be \"here\""))
        }
    }
}
