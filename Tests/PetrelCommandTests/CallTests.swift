import Foundation
import PetrelCloud
import Testing

extension CommandTests {
    @Suite struct `petrel call` {
        @Test func `calls any command, signed, and waits for its job`() async throws {
            let server = try await Server.start(try Sandbox())
            let machine = try await server.deploy("web-1")
            #expect(machine["state"] == "Running")
            // Every mark that clients sign in different ways has to arrive as it is.
            let text = "a b+c~d*e[f]/ü&g=h%20,i"
            let id = machine["id"]?.string ?? ""
            let updated = try await server.call(
                "updateVirtualMachine", "id=\(id)", "displayname=\(text)")
            #expect(updated["virtualmachine"]?["displayname"] == .string(text))
            let job = try await server.call("stopVirtualMachine", "id=\(id)", "--no-wait")
            #expect(job["jobid"]?.string != nil)
            #expect(job["virtualmachine"] == nil)
            await server.stop()
        }

        @Test func `helps whoever slipped`() async throws {
            let server = try await Server.start(try Sandbox())
            let command = try await server.petrel("call", "listZone")
            #expect(command.status == 2)
            #expect(command.errors.contains("did you mean listZones?"))
            let parameter = try await server.petrel("call", "createVolume", "nam=x")
            #expect(parameter.status == 2)
            #expect(parameter.errors.contains("did you mean name?"))
            #expect(parameter.errors.contains("diskofferingid"))
            let usage = try await server.petrel("call", "listZones", "name")
            #expect(usage.status == 64)
            let job = try await server.petrel("call", "stopVirtualMachine", "id=\(UUID())")
            #expect(job.status == 2)
            await server.stop()
        }

        @Test func `names the commands there are and describes each`() async throws {
            let server = try await Server.start(try Sandbox())
            let list = try await server.petrel("call", "--list", "snapshot")
            #expect(list.output.contains("createSnapshot"))
            #expect(!list.output.contains("listZones"))
            let description = try await server.petrel("call", "--describe", "createSnapshot")
            #expect(description.output.contains("volumeid"))
            await server.stop()
        }

        @Test func `tells by its exit code who is to blame`() async throws {
            let sandbox = try Sandbox()
            let nobody = try await Program.run(["call", "listZones"], sandbox.environment())
            #expect(nobody.status == 69)
            #expect(nobody.errors.contains("petrel serve"))
            let server = try await Server.start(sandbox)
            let wrong = try await server.petrel(
                "call", "listZones", environment: ["PETREL_SECRET_KEY": "wrong"])
            #expect(wrong.status == 77)
            let keyless = try await server.petrel(
                "call", "listZones", "--url", "http://127.0.0.1:1")
            #expect(keyless.status == 64)
            let gone = try await server.petrel(
                "call", "listZones", "--url", "http://127.0.0.1:1", "--api-key", "a",
                "--secret-key",
                "b")
            #expect(gone.status == 69)
            let nonsense = try await server.petrel("call", "listZones", "--url", "localhost")
            #expect(nonsense.status == 64)
            await server.stop()
        }

        @Test func `says which server is gone when one was killed`() async throws {
            let sandbox = try Sandbox()
            let server = try await Server.start(sandbox)
            server.program.send(SIGKILL)
            _ = await server.program.outcome()
            let call = try await server.petrel("call", "listZones")
            #expect(call.status == 69)
            #expect(call.errors.contains("process \(server.program.pid)"))
            let again = try await Server.start(sandbox)
            #expect(try await again.call("listZones")["count"] == 1)
            await again.stop()
        }
    }
}
