internal import PetrelCloud

/// Sets the stage for a simulation, as an administrator, and clears it afterwards.
struct Stage {
    let client: CloudClient
    let shape: Shape

    func ingredients() async throws -> Ingredients {
        try await client.session { session in
            let zones = try await session.call("listZones")["zone"]?.array ?? []
            let templates =
                try await session.call(
                    "listTemplates", [("templatefilter", "featured")])["template"]?.array ?? []
            let offerings =
                try await session.call("listServiceOfferings")["serviceoffering"]?
                .array ?? []
            // The smallest, so that many have room.
            let offering = offerings.min { Self.memory($0) < Self.memory($1) }
            guard let zone = zones.first?["id"]?.string,
                let template = templates.first?["id"]?.string,
                let offering = offering?["id"]?.string
            else {
                throw CommandFailure(
                    .refused, "this cloud lacks a zone, a featured template or a service offering")
            }
            return Ingredients(zone: zone, template: template, offering: offering)
        }
    }

    private static func memory(_ offering: JSONValue) -> Int64 {
        offering["memory"]?.integer ?? .max
    }

    func tenants() async throws -> [Tenant] {
        try await client.session { session in
            var tenants: [Tenant] = []
            for number in 1...shape.tenants {
                tenants.append(try await tenant("simulated-\(shape.seed)-\(number)", &session))
            }
            return tenants
        }
    }

    /// Made, or taken over from an earlier run that kept it.
    private func tenant(_ name: String, _ session: inout CloudSession) async throws -> Tenant {
        let found = try await session.call("listAccounts", [("name", name), ("listall", "true")])
        var account = found["account"]?.array?.first ?? .null
        if account == .null { account = try await made(name, &session) }
        guard let id = account["id"]?.string,
            let user = account["user"]?.array?.first?["id"]?.string
        else { throw CommandFailure(.failed, "the account \(name) has no user") }
        let keys = try await session.call("registerUserKeys", [("id", user)])["userkeys"]
        guard let key = keys?["apikey"]?.string, let secret = keys?["secretkey"]?.string else {
            throw CommandFailure(.failed, "the user of \(name) was given no keys")
        }
        return Tenant(
            name: name, account: id, signer: RequestSigner(apiKey: key, secretKey: secret))
    }

    private func made(_ name: String, _ session: inout CloudSession) async throws -> JSONValue {
        let password = String(
            (0..<20).map { _ in "abcdefghijkmnpqrstuvwxyz23456789".randomElement() ?? "x" })
        let answer = try await session.call(
            "createAccount",
            [
                ("username", name), ("password", password), ("firstname", "Simulated"),
                ("lastname", "Tenant"), ("email", "\(name)@example.com"), ("accounttype", "0"),
            ])
        return answer["account"] ?? .null
    }

    /// Deletes the tenants with all they have; says what could not be deleted.
    func clear(_ tenants: [Tenant]) async throws -> [String] {
        try await client.session { session in
            var left: [String] = []
            for tenant in tenants {
                do {
                    let answer = try await session.call("deleteAccount", [("id", tenant.account)])
                    if let job = answer["jobid"]?.string { _ = try await session.finish(job: job) }
                } catch let refusal as APIRefusal {
                    left.append("\(tenant.name): \(refusal.text)")
                } catch let failure as JobFailure {
                    left.append("\(tenant.name): \(failure.text)")
                }
            }
            return left
        }
    }
}
