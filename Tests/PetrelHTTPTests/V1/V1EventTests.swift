import Foundation
import PetrelCloud
import PetrelOrchestrator
import PetrelPlugin
import PetrelStates
import Testing

@testable import PetrelHTTP

/// `/v1/events` and its pages.
@Suite struct V1EventTests {
    @Test func `pages go on until everything was there once, in both orders`() async throws {
        let tenants = try await Tenants.shared.value
        let client = V1Client(tenants)
        let type = Tenants.word()
        for number in 0..<25 {
            try await tenants.tell(
                tenants.event(EventType(type), of: tenants.alice, text: "\(number)"),
                tenants.event("OTHER", of: tenants.alice))
        }
        func texts(_ query: String) async -> [String] {
            await client.events("/v1/events?type=\(type)&limit=7\(query)", as: tenants.alice)
                .compactMap { $0["data"]?["description"]?.string }
        }
        let upwards = (0..<25).map { String($0) }
        #expect(await texts("") == upwards.reversed())
        #expect(await texts("&order=oldest") == upwards)
        #expect(await texts("&limit=25") == upwards.reversed())
        let reply = await client.get("/v1/events?type=\(type)&limit=7", as: tenants.alice)
        let next = reply.json["next"]?.string ?? ""
        #expect(reply.header("Link") == "<\(next)>; rel=\"next\"")
        let all = "type=\(type)&limit=7&apiKey=\(tenants.alice.apiKey)"
        let signature = ClientSignature.encoded(of: all, secret: tenants.alice.secretKey)
        let signed = await client.get("/v1/events?\(all)&signature=\(signature)")
        // The next address is for whoever has the keys, and has none itself.
        #expect(signed.json["next"]?.string == next)
    }

    @Test func `a list has what its reader may know and nothing else`() async throws {
        let tenants = try await Tenants.shared.value
        let client = V1Client(tenants)
        let id = Tenants.word()
        let owners = [tenants.alice, tenants.boss, tenants.mallory, tenants.admin, nil]
        let alert = CloudEvent.alert(
            "ALERT.CPU", subject: "busy", body: "busy",
            resource: ResourceReference("VirtualMachine", id))
        for (type, owner) in zip(["A", "B", "M", "R", "N"], owners) {
            try await tenants.tell(tenants.event(EventType(type), of: owner, on: id))
        }
        try await tenants.tell(alert)
        func types(_ tenant: Tenants.Tenant, _ query: String = "") async -> [String] {
            await client.events("/v1/events?order=oldest&resource=\(id)\(query)", as: tenant)
                .compactMap { $0["type"]?.string }
        }
        #expect(await types(tenants.alice) == ["A"])
        #expect(await types(tenants.mallory) == ["M"])
        #expect(await types(tenants.boss) == ["A", "B"])
        #expect(await types(tenants.admin) == ["A", "B", "M", "R", "N", "ALERT.CPU"])
        // What somebody asks for never widens what they may know.
        #expect(await types(tenants.mallory, "&account=\(tenants.alice.caller.account)") == [])
        #expect(await types(tenants.mallory, "&domain=/acme") == [])
        #expect(await types(tenants.boss, "&domain=/") == ["A", "B"])
        #expect(await types(tenants.boss, "&account=alice") == ["A"])
        #expect(await types(tenants.admin, "&domain=ROOT/acme") == ["A", "B"])
        func alerts(_ tenant: Tenants.Tenant) async -> Int? {
            await client.json("/v1/alerts?resource=\(id)", as: tenant)["events"]?.array?.count
        }
        #expect(await alerts(tenants.admin) == 1)
        #expect(await alerts(tenants.boss) == 0)
    }

    @Test func `a list and a single look agree on every filter`() async throws {
        let tenants = try await Tenants.shared.value
        let client = V1Client(tenants)
        let id = Tenants.word()
        var events = ["VM.START", "VM.STOP", "VOLUME.CREATE"].flatMap { type in
            [tenants.alice, tenants.mallory].map { owner in
                tenants.event(EventType(type), of: owner, on: id, text: "about \(type)")
            }
        }
        events[3].outcome = .failed
        events[4].level = .error
        events[5].cause = .init(job: id.lowercased())
        try await tenants.world.cloud.tell(events)
        let queries = [
            "", "&type=VM.START", "&type=VM.START,VM.STOP", "&outcome=failed", "&level=ERROR",
            "&keyword=VOLUME", "&keyword=about%20vm", "&category=action", "&category=AlertEvent",
            "&pattern=%23.VM-STOP.%23", "&pattern=*.*.*.*.\(id)", "&job=\(id)", "&kind=volume",
            "&kind=virtualmachine", "&from=2020-01-01", "&to=2020-01-01", "&account=mallory",
        ]
        let stored = await client.events("/v1/events?resource=\(id)", as: tenants.admin)
        #expect(stored.count == events.count)
        for query in queries {
            let parameters = try V1Parameters(
                QueryParameters(query: Array(query.utf8)),
                known: EventFilter.parameters + V1API.pageParameters)
            var filter = try await client.api.filter(parameters, for: tenants.admin.caller)
            try filter.take(timesOf: parameters)
            let expected = events.filter(filter.matches).map(\.id.description)
            let listed = await client.events(
                "/v1/events?order=oldest&resource=\(id)\(query)", as: tenants.admin)
            #expect(listed.compactMap { $0["id"]?.string } == expected, "\(query)")
        }
    }

    @Test func `a rare event is found over several pages, none of which takes long`() async throws {
        let tenants = try await Tenants.shared.value
        let text = Tenants.word()
        try await tenants.tell(tenants.event("RARE", of: tenants.alice, text: text))
        try await tenants.world.cloud.tell(
            (0..<500).map { _ in tenants.event("NOISE", of: tenants.alice) })
        var filter = EventFilter()
        filter.keyword = text.lowercased()
        var scan = EventScan(
            ledger: tenants.ledger, scope: EventScope(tenants.alice.caller), filter: filter)
        scan.mostEvents = 200
        var (found, pages): ([CloudEvent], Int) = ([], 0)
        var place: Int64?
        repeat {
            let page = try await scan.page(after: place, ascending: false, limit: 10)
            found += page.events
            place = page.next
            pages += 1
        } while place != nil && found.isEmpty
        #expect(found.map(\.description) == [text])
        #expect(pages >= 3)
    }

    @Test(arguments: [
        ("/v1/events?limit=0", 400, "limit"), ("/v1/events?limit=1001", 400, "limit"),
        ("/v1/events?limit=x", 400, "limit"), ("/v1/events?order=up", 400, "order"),
        ("/v1/events?after=x", 400, "after"), ("/v1/events?from=x", 400, "from"),
        ("/v1/events?Archived=maybe", 400, "archived"), ("/v1/events?colour=red", 400, "colour"),
        ("/v1/events?pattern=", 200, ""), ("/v1/events?outcome=won", 400, "outcome"),
        ("/v1/events?domain=00000000-0000-0000-0000-000000000000", 400, "domain"),
        ("/v1/resources", 400, "kind"), ("/v1/resources?kind=Ship", 400, "kind"),
        ("/v1/resources?kind=Volume&after=x", 400, ""), ("/v1/resources/x", 404, ""),
        ("/v1/resources/x/timeline", 404, ""), ("/v1/resources/x/y", 404, ""), ("/v1", 404, ""),
        ("/v1/events?limit=%", 400, ""), ("/v1/events?limit=1&limit=2", 200, ""),
        ("/v1/events?apikey=1&apikey=2", 400, ""), ("/v1//events/", 200, ""),
    ])
    func `what cannot be is refused by name, value and remedy`(
        _ target: String, _ status: Int, _ parameter: String
    ) async throws {
        let tenants = try await Tenants.shared.value
        let reply = await V1Client(tenants).get(target, as: tenants.alice)
        #expect(reply.status == status, "\(reply.text)")
        #expect((reply.json["parameter"]?.string ?? "").lowercased() == parameter)
        guard !parameter.isEmpty else { return }
        #expect(reply.header("Content-Type") == "application/problem+json")
        #expect(reply.json["value"]?.string != nil && reply.json["remedy"]?.string != nil)
    }
}
