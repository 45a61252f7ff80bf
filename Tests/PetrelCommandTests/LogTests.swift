import Foundation
import FoundationNetworking
import PetrelCloud
import Testing

extension CommandTests {
    @Suite struct `The log` {
        /// Every way in which a secret reaches the server, with everything logged that can be.
        @Test func `holds no password, key or token that anybody sent`() async throws {
            let server = try await Server.start(try Sandbox(), ["--log-level", "trace"])
            let secrets = Secrets()
            let machine = try await server.deploy("web-1")["id"]?.string ?? ""
            try await call(
                server, "createAccount", "username=ada", "firstname=A", "lastname=L",
                "email=a@example.com", "password=\(secrets.new())")
            try await call(
                server, "createUser", "account=ada", "username=grace", "firstname=G", "lastname=H",
                "email=g@example.com", "password=\(secrets.new())")
            // The name is taken, and the password of no good.
            try await call(
                server, "createAccount", "username=ada", "firstname=A", "lastname=L",
                "email=a@example.com", "password=\(secrets.new())")
            try await call(server, "stopVirtualMachine", "id=\(machine)")
            try await call(
                server, "resetPasswordForVirtualMachine", "id=\(machine)",
                "password=\(secrets.new())")
            try await call(
                server, "updateVirtualMachine", "id=\(machine)",
                "userdata=\(secrets.new(inBase64: true))")
            try await call(
                server, "createWebhook", "name=hook",
                "payloadurl=https://user:\(secrets.new())@example.com/",
                "secretkey=\(secrets.new())")
            try await call(
                server, "updateConfiguration", "name=alert.smtp.password", "value=\(secrets.new())")
            // A name that no command has.
            try await call(server, "listZones", "passwort=\(secrets.new())")

            let password = secrets.new()
            for query in [
                "command=login&username=admin&password=\(password)&domain=/",
                "command=listZones&apiKey=\(secrets.new())&signature=\(secrets.new())",
                "command=listZones&sessionkey=\(secrets.new())",
                "command=createUser&password=\(secrets.new())%", "%zz&password=\(secrets.new())",
            ] {
                try await send(server, query, asForm: false, secrets)
                try await send(server, query, asForm: true, secrets)
            }
            let keys = try await keysOfTheAdministrator(server)
            let outcome = await server.stop()

            let told = (outcome.output + outcome.errors)
            #expect(
                told.contains("createAccount"), "the log tells of calls, or this test sees nothing")
            #expect(secrets.found(in: told) == [])
            #expect(keys.count == 2)
            for key in keys { #expect(!told.contains(key)) }
        }

        /// Whether it succeeds is not asked here.
        private func call(_ server: Server, _ arguments: String...) async throws {
            let outcome = try await Program.run(
                ["call", "--json"] + arguments, server.sandbox.environment())
            #expect(outcome.status != 69, "\(outcome.errors)")
        }

        private func send(
            _ server: Server, _ query: String, asForm: Bool, _ secrets: Secrets
        ) async throws {
            let address = server.url + "/client/api" + (asForm ? "" : "?" + query)
            var request = URLRequest(
                url: try #require(URL(string: address, encodingInvalidCharacters: true)))
            if asForm {
                request.httpMethod = "POST"
                request.setValue(
                    "application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
                request.httpBody = Data(query.utf8)
            }
            request.setValue("Bearer \(secrets.new())", forHTTPHeaderField: "Authorization")
            request.setValue("JSESSIONID=\(secrets.new())", forHTTPHeaderField: "Cookie")
            let (body, _) = try await URLSession.shared.data(for: request)
            #expect(secrets.found(in: String(decoding: body, as: UTF8.self)) == [])
        }

        /// The key and the secret that were made at the start and used by every call above.
        private func keysOfTheAdministrator(_ server: Server) async throws -> [String] {
            // The API key names a user, as a user name does; the secret is what must not be told.
            [server.access["secretKey"]?.string, server.access["password"]?.string].compactMap(
                \.self)
        }
    }
}

/// Texts that are easily known again.
private final class Secrets: @unchecked Sendable {
    // Unchecked because one test uses it, step after step.
    private var all: [String] = []

    func new(inBase64: Bool = false) -> String {
        let text = "Canary\(all.count)x\(UUID().uuidString)"
        all.append(text)
        guard inBase64 else { return text }
        let encoded = Data(text.utf8).base64EncodedString()
        all.append(encoded)
        return encoded
    }

    func found(in text: String) -> [String] { all.filter { text.contains($0) } }
}
