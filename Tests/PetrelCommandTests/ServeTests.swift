import Foundation
import PetrelCloud
import Testing

extension CommandTests {
    @Suite struct `petrel serve` {
        @Test func `tells at its first start, and only then, how to reach it and as whom`()
            async throws
        {
            let sandbox = try Sandbox()
            let first = try await Server.start(sandbox)
            let secrets = ["password", "apiKey", "secretKey"].map { first.access[$0]?.string ?? "" }
            #expect(secrets.allSatisfy { $0.count >= 16 })
            for secret in secrets + [first.url] {
                #expect(first.greeting.contains { $0.contains(secret) })
            }
            #expect(first.access["pid"]?.integer == Int64(first.program.pid))
            let end = await first.stop()
            for secret in secrets { #expect(!end.errors.contains(secret)) }

            let second = try await Server.start(sandbox)
            for secret in secrets { #expect(!second.greeting.contains { $0.contains(secret) }) }
            #expect(second.access["password"] == nil)
            #expect(second.access["apiKey"] == first.access["apiKey"])
            #expect(second.access["secretKey"] == first.access["secretKey"])
            await second.stop()
        }

        @Test func `lets nobody but its owner read what it writes`() async throws {
            let sandbox = try Sandbox()
            let server = try await Server.start(sandbox)
            #expect(try sandbox.mode(sandbox.path("ready.json")) == 0o600)
            #expect(try sandbox.mode(sandbox.data) == 0o700)
            let files = try FileManager.default.contentsOfDirectory(atPath: sandbox.data)
            #expect(files.contains("petrel.db") && files.contains("connection.json"))
            for file in files {
                #expect(try sandbox.mode(sandbox.data + "/" + file) & 0o077 == 0, "\(file)")
            }
            await server.stop()
        }

        @Test func `keeps what there was over a restart, and works on with the same keys`()
            async throws
        {
            let sandbox = try Sandbox()
            let first = try await Server.start(sandbox)
            let keys = try await first.call("createSSHKeyPair", "name=mine")
            #expect(keys["keypair"]?["name"] == "mine")
            await first.stop()
            let second = try await Server.start(sandbox)
            let found = try await second.call("listSSHKeyPairs")
            #expect(found["sshkeypair"]?.array?.count == 1)
            await second.stop()
        }

        @Test func `ends at SIGTERM in seconds, with 0, and takes its files away`() async throws {
            let sandbox = try Sandbox()
            let server = try await Server.start(sandbox, ["--demo"])
            let start = ContinuousClock.now
            let end = await server.stop()
            #expect(ContinuousClock.now - start < .seconds(10))
            #expect(end.status == 0)
            #expect(!sandbox.exists(sandbox.path("ready.json")))
            #expect(!sandbox.exists(sandbox.data + "/connection.json"))
        }

        @Test(arguments: ["2>&1 | head -n 1", "2>&- >&- <&- | cat"])
        func `goes on when nobody reads what it says`(_ readers: String) async throws {
            let sandbox = try Sandbox()
            let ready = sandbox.path("ready.json")
            let command =
                "'\(Program.binary.path)' serve --listen 127.0.0.1:0 --ready-file '\(ready)' "
                + "--log-level debug \(readers)"
            let shell = try Program(
                ["-c", command], of: URL(filePath: "/bin/sh"), environment: sandbox.environment())
            var call = try await Program.run(["call", "listZones"], sandbox.environment())
            // No server of this user runs until it does.
            while call.status == 69 {
                call = try await Program.run(["call", "listZones"], sandbox.environment())
            }
            #expect(call.status == 0, "\(call.errors)")
            let access = try JSONReader().read(sandbox.read(ready))
            kill(Int32(access["pid"]?.integer ?? 0), SIGTERM)
            _ = await shell.outcome()
            let checked = try await Program.run(["ledger", "verify"], sandbox.environment())
            #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
        }

        @Test func `refuses a folder that another server has open, and names that one`()
            async throws
        {
            let sandbox = try Sandbox()
            let server = try await Server.start(sandbox)
            let second = try await Program.run(
                ["serve", "--listen", "127.0.0.1:0"], sandbox.environment())
            #expect(second.status == 1)
            #expect(second.errors.contains("in use by process \(server.program.pid)"))
            #expect(sandbox.exists(sandbox.data + "/connection.json"))
            await server.stop()
        }

        @Test func `says that a port is taken, and what to do`() async throws {
            let (one, other) = (try Sandbox(), try Sandbox())
            let server = try await Server.start(one)
            let address = server.url.dropFirst("http://".count)
            let second = try await Program.run(
                ["serve", "--listen", String(address)], other.environment())
            #expect(second.status == 1)
            #expect(second.errors.contains("in use"))
            #expect(!second.errors.contains("Fatal"))
            await server.stop()
        }

        /// The mark lies there from before the first change until just before anybody learns the keys.
        @Test func `makes everything anew when the first start was cut off`() async throws {
            let sandbox = try Sandbox()
            let first = try await Server.start(sandbox)
            await first.stop()
            try sandbox.write("data/first-start", "")
            let second = try await Server.start(sandbox)
            #expect(second.access["password"]?.string != nil)
            #expect(second.access["apiKey"] != first.access["apiKey"])
            #expect(!sandbox.exists(sandbox.data + "/first-start"))
            #expect(try await second.call("listZones")["count"] == 1)
            await second.stop()
        }

        @Test func `reads its settings again at SIGHUP, and says what counts only later`()
            async throws
        {
            let sandbox = try Sandbox()
            let file = try sandbox.write("petrel.yaml", "log:\n  level: warning\n")
            let server = try await Server.start(sandbox, ["--config", file])
            try sandbox.write(
                "petrel.yaml",
                "log:\n  level: info\nhttp2: false\nlimits:\n  calls-per-second: 1\n")
            server.program.send(SIGHUP)
            #expect(await server.program.complaint("settings reloaded"))
            #expect(await server.program.complaint("http2"))
            // An overview asks for every kind, one right after the other.
            let overview = try await server.petrel("resources")
            #expect(overview.status == 2 && overview.errors.contains("429"))
            try sandbox.write("petrel.yaml", "log:\n  level: loud\n")
            server.program.send(SIGHUP)
            #expect(await server.program.complaint("log.level cannot be"))
            #expect(await server.stop().errors.contains("stopped"))
        }

        @Test func `serves TLS with a certificate, to clients that trust it`() async throws {
            let sandbox = try Sandbox()
            let certificate = try Certificate(in: sandbox)
            let server = try await Server.start(
                sandbox,
                [
                    "--set", "tls.certificate=\(certificate.chain)", "--set",
                    "tls.key=\(certificate.key)",
                ])
            #expect(server.url.hasPrefix("https://127.0.0.1:"))
            let trusted = try await server.petrel(
                "call", "listZones", "--ca-file", certificate.chain)
            #expect(trusted.status == 0, "\(trusted.errors)")
            let stranger = try await server.petrel("call", "listZones")
            #expect(stranger.status == 69)
            await server.stop()
        }
    }
}
