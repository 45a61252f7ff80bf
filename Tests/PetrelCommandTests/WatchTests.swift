import Foundation
import PetrelCloud
import Testing

extension CommandTests {
    @Suite struct `petrel watch` {
        @Test func `shows each event as it happens, in words or as JSON`() async throws {
            let server = try await Server.start(try Sandbox())
            let json = try Program(
                ["watch", "--json", "--since", "0", "--type", "VM.CREATE,VM.START"],
                environment: server.sandbox.environment())
            let words = try Program(
                ["watch", "#.VirtualMachine.#", "--since", "0", "--category", "ResourceState"],
                environment: server.sandbox.environment())
            let machine = try await server.deploy("web-1")
            let id = machine["id"]?.string ?? "?"
            let line = await json.line { $0.contains(id) }
            let event = try JSONReader().read(line ?? "")
            #expect(event["specversion"] == "1.0")
            #expect(event["subject"] == .string("VirtualMachine/\(id)"))
            #expect(await words.line { $0.contains("Starting → Running") } != nil)
            for program in [json, words] {
                program.send(SIGINT)
                _ = await program.outcome()
            }
            await server.stop()
        }

        @Test func `goes on by itself where it was when the server was started again`() async throws
        {
            let sandbox = try Sandbox()
            let first = try await Server.start(sandbox)
            let watch = try Program(
                ["watch", "--json", "--since", "0"], environment: sandbox.environment())
            _ = try await first.call("createSSHKeyPair", "name=one")
            var seen: [Int64] = []
            _ = await watch.line { line in
                seen.append(Self.sequence(line))
                return line.contains("SSHKEYPAIR") || line.contains("SSHKeyPair")
            }
            await first.stop()
            #expect(await watch.complaint("the connection is lost"))
            let second = try await Server.start(sandbox)
            let last = try await second.call("createSSHKeyPair", "name=two")
            #expect(last["keypair"] != nil)
            let end = try await second.petrel("events", "--json", "--limit", "1").output.jsonLines
            let final = Self.sequence(end.first?["sequence"]?.string ?? "")
            _ = await watch.line { line in
                seen.append(Self.sequence(line))
                return seen.last == final
            }
            #expect(await watch.complaint("connected again"))
            #expect(seen.first == 1 && seen.last == final)
            #expect(zip(seen, seen.dropFirst()).allSatisfy { $0 + 1 == $1 })
            watch.send(SIGINT)
            _ = await watch.outcome()
            await second.stop()
        }

        @Test func `ends after as many events as a script asked for`() async throws {
            let server = try await Server.start(try Sandbox())
            let outcome = try await server.petrel(
                "watch", "--json", "--since", "1h", "--count", "3")
            #expect(outcome.status == 0)
            #expect(
                try outcome.output.jsonLines.map { $0["sequence"]?.string?.suffix(1) } == [
                    "1", "2", "3",
                ])
            await server.stop()
        }

        @Test func `ends at once when no server was ever reached or it says no`() async throws {
            let server = try await Server.start(try Sandbox())
            let wrong = try await server.petrel(
                "watch", environment: ["PETREL_API_KEY": "nobody", "PETREL_SECRET_KEY": "wrong"])
            #expect(wrong.status == 77)
            let pattern = try await server.petrel("watch", "a..b")
            #expect(pattern.status == 2)
            await server.stop()
            #expect(try await server.petrel("watch").status == 69)
        }

        private static func sequence(_ text: String) -> Int64 {
            let value = try? JSONReader().read(text)["sequence"]?.string
            return Int64(value ?? text) ?? -1
        }
    }
}
