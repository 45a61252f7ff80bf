import Foundation
import PetrelCloud
import Testing

extension CommandTests {
    @Suite struct `Commands without a server` {
        @Test func `export a ledger, check it and take it in elsewhere, and the chain is the same`()
            async throws
        {
            let sandbox = try Sandbox()
            let server = try await Server.start(sandbox)
            let running = try await server.petrel("ledger", "verify")
            #expect(running.status == 1 && running.errors.contains("in use by process"))
            await server.stop()
            let kept = try await run(sandbox, "ledger", "checkpoint")
            let file = sandbox.path("events.jsonl")
            #expect(try await run(sandbox, "ledger", "export", file).status == 0)
            #expect(try await run(sandbox, "ledger", "export", file).status == 73)
            let piped = try await run(sandbox, "ledger", "export", "-")
            #expect(try piped.output == sandbox.read(file))
            let other = sandbox.path("other")
            let imported = try await run(sandbox, "ledger", "import", file, "--data-dir", other)
            #expect(imported.output == "checkpoint \(kept.output)")
            let checked = try await run(
                sandbox, "ledger", "verify", "--data-dir", other, "--checkpoint",
                String(kept.output.dropLast()))
            #expect(checked.status == 0)
            #expect(checked.output.contains("as they were written"))
        }

        @Test func `name the first bad event and line`() async throws {
            let sandbox = try Sandbox()
            await (try await Server.start(sandbox)).stop()
            let hash = String(repeating: "0", count: 64)
            let verified = try await run(
                sandbox, "ledger", "verify", "--json", "--checkpoint", "5:\(hash)")
            #expect(verified.status == 1)
            #expect(try verified.output.jsonLines.first?["badSequence"] == 5)
            let file = sandbox.path("events.jsonl")
            _ = try await run(sandbox, "ledger", "export", file)
            var lines = try sandbox.read(file).split(separator: "\n")
            lines[6] = Substring(lines[6].replacing("INFO", with: "WARN"))
            try sandbox.write("bad.jsonl", lines.joined(separator: "\n"))
            let imported = try await run(
                sandbox, "ledger", "import", sandbox.path("bad.jsonl"), "--data-dir",
                sandbox.path("other"))
            #expect(imported.status == 65)
            #expect(imported.errors.contains("line 7"))
            let missing = try await run(
                sandbox, "ledger", "verify", "--data-dir", sandbox.path("none"))
            #expect(missing.status == 66)
            #expect(!sandbox.exists(sandbox.path("none")))
        }

        @Test func `draw every life in each form`() async throws {
            let sandbox = try Sandbox()
            #expect(try await run(sandbox, "states").output.contains("VirtualMachine"))
            let forms = [
                "svg": "<svg", "mermaid": "stateDiagram-v2", "dot": "digraph", "table": "Running",
            ]
            for (form, mark) in forms {
                let outcome = try await run(sandbox, "states", "virtualmachine", "--format", form)
                #expect(outcome.status == 0 && outcome.output.contains(mark), "\(form)")
            }
            let slip = try await run(sandbox, "states", "Volum")
            #expect(slip.status == 64 && slip.errors.contains("did you mean Volume?"))
        }

        @Test func `teach every shell, and say which version this is`() async throws {
            let sandbox = try Sandbox()
            for shell in ["bash", "zsh", "fish"] {
                let script = try await run(sandbox, "completions", shell)
                #expect(script.status == 0 && script.output.contains("simulate"), "\(shell)")
            }
            #expect(try await run(sandbox, "--version").output.hasPrefix("petrel "))
            #expect(try await run(sandbox, "nonsense").status == 64)
        }

        private func run(_ sandbox: Sandbox, _ arguments: String...) async throws -> Program.Outcome
        {
            try await Program.run(arguments, sandbox.environment())
        }
    }
}
