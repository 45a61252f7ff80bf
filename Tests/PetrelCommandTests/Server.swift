import Foundation
import PetrelCloud
import Testing

/// A running server and what it told whoever started it.
struct Server {
    let sandbox: Sandbox
    let program: Program
    /// What it printed until it answered.
    let greeting: [String]
    let access: JSONValue

    /// Starts one on a free port and waits until it answers.
    static func start(
        _ sandbox: Sandbox, _ arguments: [String] = [], _ environment: [String: String] = [:]
    ) async throws -> Server {
        let ready = sandbox.path("ready.json")
        let program = try Program(
            ["serve", "--listen", "127.0.0.1:0", "--ready-file", ready] + arguments,
            environment: sandbox.environment(environment))
        var greeting: [String] = []
        for await line in program.lines {
            greeting.append(line)
            if line.contains("Try next") { break }
        }
        guard sandbox.exists(ready) else {
            let outcome = await program.outcome()
            throw StartTrouble(text: outcome.errors)
        }
        let access = try JSONReader().read(sandbox.read(ready))
        return Server(sandbox: sandbox, program: program, greeting: greeting, access: access)
    }

    var url: String { access["url"]?.string ?? "" }

    /// Asks it to stop, and says how it ended.
    @discardableResult
    func stop() async -> Program.Outcome {
        program.send(SIGTERM)
        return await program.outcome()
    }

    /// One of petrel's commands in a second terminal of the same user.
    func petrel(
        _ arguments: String..., environment: [String: String] = [:]
    ) async throws -> Program.Outcome {
        try await Program.run(arguments, sandbox.environment(environment))
    }

    /// What a call of the API answers.
    func call(_ arguments: String...) async throws -> JSONValue {
        let outcome = try await Program.run(
            ["call", "--json"] + arguments, sandbox.environment())
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try JSONReader().read(outcome.output.utf8.dropLast())
    }

    /// A machine of this cloud, as the job's result shows it.
    func deploy(_ name: String) async throws -> JSONValue {
        let zone = try await call("listZones")["zone"]?.array?[0]["id"]?.string ?? ""
        let template =
            try await call("listTemplates", "templatefilter=featured")["template"]?
            .array?[0]["id"]?.string ?? ""
        let offering =
            try await call("listServiceOfferings")["serviceoffering"]?
            .array?[0]["id"]?.string ?? ""
        let result = try await call(
            "deployVirtualMachine", "zoneid=\(zone)", "templateid=\(template)",
            "serviceofferingid=\(offering)", "name=\(name)")
        return result["virtualmachine"] ?? .null
    }
}

struct StartTrouble: Error {
    let text: String
}

extension String {
    /// The lines of JSON that a command printed.
    var jsonLines: [JSONValue] {
        get throws { try split(separator: "\n").map { try JSONReader().read(String($0)) } }
    }
}
