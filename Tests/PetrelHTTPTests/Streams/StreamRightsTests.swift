import Foundation
import PetrelCloud
import PetrelLedger
import PetrelPlugin
import PetrelStates
import Testing

@testable import PetrelHTTP

/// Who may listen, and for how long.
@Suite struct StreamRightsTests {
    @Test(arguments: ["disableUser", "disableAccount", "registerUserKeys"])
    func `a right that ends while its owner listens ends the stream`(_ command: String) async throws
    {
        let tenants = try await Tenants.shared.value
        let tenant = try await tenants.newcomer("\(command)-\(UUID())")
        try await RunningServer.run(over: tenants.world) { server in
            try await Listener.open(server.address, as: tenant) { listener in
                _ = try await listener.next()
                try await tenants.tell(tenants.event("BEFORE", of: tenant))
                #expect(try await listener.event().type == "BEFORE")
                let account = command == "disableAccount"
                let parameters = [
                    "id": account ? tenant.caller.account : tenant.caller.user, "lock": "false",
                ]
                let before = try await tenants.ledger.lastSequence
                try await tenants.call(command, parameters, as: tenants.admin.caller)
                try await tenants.untilRightsChange(of: tenant, after: before)
                try await tenants.tell(tenants.event("AFTER", of: tenant))
                let blocks = await listener.rest()
                #expect(blocks.last?.event == "end")
                #expect(!blocks.contains { $0.type == "AFTER" })
            }
            try await Listener.open(server.address, as: tenant) { listener in
                try await listener.head()
                #expect(listener.status == 401)
            }
        }
    }

    @Test func `a session listens until it is ended`() async throws {
        let tenants = try await Tenants.shared.value
        let type = Tenants.word()
        try await RunningServer.run(over: tenants.world) { server in
            let login = try await server.address.post(
                "/client/api",
                form: "command=login&username=alice&password=\(Tenants.password)"
                    + "&domain=/acme&response=json")
            let cookies = (login.fields["set-cookie"] ?? []).compactMap {
                $0.split(separator: ";").first.map(String.init)
            }
            let key = login.json["loginresponse"]?["sessionkey"]?.string ?? ""
            let cookie = "Cookie: \(cookies.joined(separator: "; "))\r\n"
            try await Listener.open(server.address, "?type=\(type)&sessionkey=\(key)", cookie) {
                listener in
                _ = try await listener.next()
                try await tenants.tell(tenants.event(EventType(type), of: tenants.alice))
                #expect(try await listener.event().type == type)
                let out = "/client/api?command=logout&response=json&sessionkey=\(key)"
                #expect(try await server.address.get(out, cookie).status == 200)
                try await tenants.tell(tenants.event(EventType(type), of: tenants.alice))
                let blocks = await listener.rest()
                #expect(blocks.last?.event == "end" && !blocks.contains(where: \.isEvent))
            }
        }
    }

    @Test(arguments: [
        ("", 401, ""), ("?apiKey=x&signature=eA%3D%3D", 401, ""),
        ("?sessionkey=x", 401, ""), ("?pattern=a..b", 400, "pattern"),
        ("?category=NoEvent", 400, "category"), ("?after=-1", 400, "after"),
        ("?after=9223372036854775808", 400, "after"), ("?from=yesterday", 400, "from"),
        ("?patern=x", 400, "patern"), ("?level=LOUD", 400, "level"),
        ("?account=nobody", 400, "account"),
        ("?id=1", 400, "id"), ("?type=%zz", 400, ""), ("?to=2026-11-22", 400, "to"),
    ])
    func `what cannot be is refused by name`(_ query: String, _ status: Int, _ parameter: String)
        async throws
    {
        let tenants = try await Tenants.shared.value
        try await RunningServer.run(over: tenants.world) { server in
            let tenant = status == 401 ? nil : tenants.alice
            try await Listener.open(server.address, query, as: tenant) { listener in
                try await listener.head()
                let text = await listener.text()
                #expect(listener.status == status, "\(text)")
                #expect(listener.fields["content-type"] == "application/problem+json")
                #expect((listener.fields["www-authenticate"] != nil) == (status == 401))
                let problem = try JSONReader().read(text)
                #expect(problem["status"]?.integer == Int64(status))
                #expect(problem["parameter"]?.string ?? "" == parameter)
            }
        }
    }

    @Test func `a last id that is none is refused, and too many streams are`() async throws {
        let tenants = try await Tenants.shared.value
        try await RunningServer.run(over: tenants.world) {
            $0.streams.mostStreams = 1
            $0.streams.allowedOrigins = ["https://console.example"]
        } _: { server in
            func status(_ fields: String) async throws -> (Int, [String: String]) {
                try await Listener.open(server.address, as: tenants.alice, fields) { listener in
                    try await listener.head()
                    return (listener.status, listener.fields)
                }
            }
            #expect(try await status("Last-Event-ID: x\r\n").0 == 400)
            let origin = "Origin: https://console.example\r\n"
            try await Listener.open(server.address, as: tenants.boss, origin) { listener in
                _ = try await listener.next()
                let site = listener.fields["access-control-allow-origin"]
                #expect(site == "https://console.example")
                let (code, fields) = try await status("")
                #expect(code == 503 && fields["retry-after"] != nil)
            }
        }
    }
}

extension Tenants {
    /// Waits until a change of somebody's rights is committed.
    func untilRightsChange(of tenant: Tenant, after sequence: Int64) async throws {
        let ids: Set = [tenant.caller.user, tenant.caller.account]
        for try await batch in ledger.follow(after: sequence, limit: 64) {
            let isThere = batch.contains {
                $0.category == .resourceState && ids.contains($0.resource?.id ?? "")
            }
            if isThere { return }
        }
    }
}
