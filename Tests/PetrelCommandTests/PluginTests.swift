import Foundation
import NIOHTTP1
import PetrelCloud
import Testing

@testable import PetrelProgram

extension CommandTests {
    /// What the server runs beside the cloud itself.
    @Suite struct `Plug-ins` {
        @Test func `meter what happens, and neither lose nor double anything over kills`()
            async throws
        {
            let sandbox = try Sandbox()
            var server = try await Server.start(sandbox)
            for round in 1...3 {
                let id = try await server.deploy("web-\(round)")["id"]?.string ?? ""
                // The job is under way when the server is killed.
                _ = try await server.call("stopVirtualMachine", "id=\(id)", "--no-wait")
                server.program.send(SIGKILL)
                _ = await server.program.outcome()
                server = try await Server.start(sandbox)
            }
            _ = try await server.call("generateUsageRecords")
            let report = try await server.petrel("usage", "report", "--keyword", "web")
            #expect(report.status == 0)
            for round in 1...3 { #expect(report.output.contains("web-\(round)")) }
            let records = try await server.call(
                "listUsageRecords", "startdate=2020-01-01", "enddate=2100-01-01", "type=2")
            let metered = records["usagerecord"]?.array?.compactMap { $0["name"]?.string } ?? []
            #expect(Set(metered) == ["web-1", "web-2", "web-3"])

            let anew = try await server.petrel("usage", "recompute", "--json")
            #expect(anew.status == 0, "\(anew.output)")
            #expect(try anew.output.jsonLines.first?["recomputation"]?["same"] == true)
            let drift = try await server.petrel("usage", "reconcile")
            #expect(drift.errors.contains("nothing was found"), "\(drift.output)")

            let plugins = try await server.petrel("plugins", "--json").output.jsonLines
            let names = Set(plugins.compactMap { $0["name"]?.string })
            #expect(names.isSuperset(of: ["usage", "amqp"]))
            for plugin in plugins {
                #expect(plugin["state"] == "Running" && plugin["health"] == "well")
                #expect(plugin["behind"] == 0 && plugin["restarts"] == 0)
            }
            await server.stop()
        }

        @Test func `have addresses of their own, which the server describes`() async throws {
            let server = try await Server.start(try Sandbox())
            _ = try await server.deploy("web-1")
            _ = try await server.call("generateUsageRecords")
            let client = try server.client()
            let period = "from=2020-01-01&to=2100-01-01&by=total"
            let records = try await client.get("/v1/plugins/usage/records?\(period)")["records"]
            let names = records?.array?.compactMap { $0["name"]?.string } ?? []
            #expect(names.contains("web-1"))
            let file = try await client.session { session in
                try await session.exchange.ask(
                    session.question("/v1/usage/export?\(period)&format=csv", accepting: "text/csv")
                )
            }
            #expect(file.headers.first(name: "Content-Type") == "text/csv")
            let lines = String(decoding: file.body, as: UTF8.self).split(separator: "\n")
            #expect(lines.first?.hasPrefix("start,end,account") == true)
            #expect(lines.count == (records?.array?.count ?? 0) + 1)
            let export = try await server.petrel(
                "usage", "export", "2020-01-01", "--to", "2100-01-01", "by=total", "csv")
            #expect(export.status == 0, "\(export.errors)")
            #expect(export.output.split(separator: "\n").count == lines.count)
            let refused = try await server.petrel("usage", "export", "format=pdf")
            #expect(refused.status == 2 && refused.errors.contains("jsonl or csv"))
            let described = try await server.petrel("usage", "export", "--describe")
            #expect(described.output.contains("timezone"))
            #expect(try await server.petrel("usage", "export", "--help").output == described.output)
            let paths = try await client.get("/openapi.json")["paths"]
            for path in [
                "/client/api/listUsageRecords", "/v1/plugins/usage/export", "/v1/events/stream",
            ] { #expect(paths?[path] != nil, "\(path)") }
            await server.stop()
        }

        @Test func `with wrong settings end the start, and name each mistake where it stands`()
            async throws
        {
            let sandbox = try Sandbox()
            let file = try sandbox.write(
                "petrel.yaml",
                "plugins:\n  usag:\n    batch: 1\n  amqp:\n    enabled: perhaps\n")
            let unknown = try await Program.run(
                ["serve", "--config", file, "--set", "plugins.usage=1"], sandbox.environment())
            #expect(unknown.status == 78)
            for part in [
                "3 mistakes", "\(file):2", "no plug-in usag; did you mean usage?", "\(file):5",
                "plugins.amqp.enabled: expected true or false", "--set",
            ] { #expect(unknown.errors.contains(part), "\(part): \(unknown.errors)") }

            try sandbox.write(
                "petrel.yaml",
                """
                plugins:
                  usage:
                    bach: 3
                  amqp:
                    targets:
                      - name: one
                        port: 99999

                """)
            let wrong = try await Program.run(
                ["serve", "--config", file, "--listen", "127.0.0.1:0"],
                sandbox.environment(["PETREL_PLUGINS_USAGE_TIMEZONE": "Nowhere"]))
            #expect(wrong.status == 78)
            for part in [
                "\(file):3", "plugins.usage.bach: unknown; did you mean batch?", "\(file):7",
                "plugins.amqp.targets[0].port cannot be 99999", "PETREL_PLUGINS_USAGE_TIMEZONE",
            ] { #expect(wrong.errors.contains(part), "\(part): \(wrong.errors)") }
        }

        @Test func `start with the defaults file, and not where they are switched off`()
            async throws
        {
            let sandbox = try Sandbox()
            let defaults = try await Program.run(["config", "--defaults"], sandbox.environment())
            let file = try sandbox.write("petrel.yaml", defaults.output)
            let server = try await Server.start(
                sandbox, ["--config", file, "--set", "plugins.usage.enabled=false"])
            let plugins = try await server.petrel("plugins", "--json").output.jsonLines
            let names = plugins.compactMap { $0["name"]?.string }
            #expect(names.contains("amqp") && !names.contains("usage"))
            let report = try await server.petrel("usage", "report")
            #expect(report.status == 2)
            #expect(report.errors.contains("does not run the plug-in usage"))
            let slip = try await server.petrel("amqp", "statsu")
            #expect(slip.status == 64 && slip.errors.contains("did you mean status?"))
            await server.stop()

            let shown = try await Program.run(
                [
                    "config", "--config",
                    try sandbox.write(
                        "secret.yaml",
                        "plugins: {amqp: {targets: [{name: one, password: hidden-word}]}}\n"),
                ], sandbox.environment())
            #expect(shown.output.contains("plugins.amqp.targets[0].name"))
            #expect(!shown.output.contains("hidden-word"))
        }
    }
}

extension Server {
    /// Speaks as its administrator, without a process for each call.
    func client() throws -> CloudClient {
        CloudClient(
            connector: try HTTPConnector(
                try Endpoint(url), authorities: nil, timeout: .seconds(60)),
            signer: RequestSigner(
                apiKey: access["apiKey"]?.string ?? "",
                secretKey: access["secretKey"]?.string ?? ""))
    }
}
