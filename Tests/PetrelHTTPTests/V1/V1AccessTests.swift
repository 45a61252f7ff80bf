import Foundation
import PetrelCloud
import PetrelPlugin
import Testing

@testable import PetrelHTTP

/// Three ways into `/v1`.
@Suite struct V1AccessTests {
    @Test func `signed parameters, the keys themselves and a session let in`() async throws {
        let tenants = try await Tenants.shared.value
        let client = V1Client(tenants)
        #expect(await client.get("/v1/events?limit=1", as: tenants.alice).status == 200)
        let all = "limit=1&apiKey=\(tenants.alice.apiKey)"
        let signature = ClientSignature.encoded(of: all, secret: tenants.alice.secretKey)
        #expect(await client.get("/v1/events?\(all)&signature=\(signature)").status == 200)
        let session = client.sessions.open(user: tenants.alice.caller.user, now: .now)
        var request = V1Request(target: "/v1/events?limit=1&sessionkey=\(session.key)")
        request.cookies = "a=b; JSESSIONID=\(session.id)"
        #expect(await client.api.answer(request).status == 200)
        client.sessions.close(id: session.id)
        #expect(await client.api.answer(request).status == 401)
    }

    @Test func `every doubt has one and the same answer`() async throws {
        let tenants = try await Tenants.shared.value
        let client = V1Client(tenants)
        let (alice, mallory) = (tenants.alice, tenants.mallory)
        let all = "limit=1&apiKey=\(alice.apiKey)"
        let old = all + "&signatureVersion=3&expires=2020-01-01T00%3A00%3A00Z"
        func signed(_ query: String, _ secret: String) -> String {
            "/v1/events?\(query)&signature=\(ClientSignature.encoded(of: query, secret: secret))"
        }
        let targets = [
            "/v1/events", signed(all, mallory.secretKey), signed(old, alice.secretKey),
            signed(all, alice.secretKey).replacing("limit=1", with: "limit=2"),
            "/v1/events?\(all)", "/v1/events?signature=x", "/v1/events?sessionkey=x",
        ]
        for target in targets {
            let reply = await client.get(target)
            #expect(reply.status == 401, "\(target)")
            #expect(reply.header("WWW-Authenticate")?.hasPrefix("Basic ") == true)
            #expect(reply.body == V1Refusal.unauthorized.reply.body)
        }
        let keys = [
            "\(alice.apiKey):\(mallory.secretKey)", "nobody:-", ":", "", alice.apiKey,
            "\(alice.apiKey):", "\(alice.apiKey):\(alice.secretKey) ",
        ]
        for text in keys {
            var request = V1Request(target: "/v1/events")
            request.authorization = "Basic \(ClientSignature.base64(Array(text.utf8)))"
            #expect(await client.api.answer(request).status == 401, "\(text)")
        }
        for text in ["Bearer x", "Basic", "Basic %", "Basic \u{1F600}", ""] {
            var request = V1Request(target: "/v1/events")
            request.authorization = text
            #expect(await client.api.answer(request).status == 401, "\(text)")
        }
    }

    @Test func `a page of another site reads what its site may, over sockets`() async throws {
        let tenants = try await Tenants.shared.value
        try await RunningServer.run(over: tenants.world) {
            $0.streams.allowedOrigins = ["https://console.example"]
        } _: { server in
            let good = "Origin: https://console.example\r\n"
            let asked = try await server.address.send(
                "OPTIONS /v1/events HTTP/1.1\r\nHost: cloud\r\n\(good)\r\n")
            #expect(asked.status == 204)
            #expect(asked["access-control-allow-origin"] == "https://console.example")
            let read = try await server.address.get("/v1/events", good + tenants.alice.basic)
            #expect(read["access-control-allow-origin"] == "https://console.example")
            #expect(read.json["events"]?.array != nil)
            let bad = "Origin: https://elsewhere.example\r\n"
            let other = try await server.address.get("/v1/events", bad + tenants.alice.basic)
            #expect(other["access-control-allow-origin"] == nil && other["vary"] == "Origin")
            let nothing = try await server.address.get("/v1/nothing", tenants.alice.basic)
            #expect(nothing.status == 404 && nothing["content-type"] == "application/problem+json")
            let posted = try await server.address.post("/v1/events", form: "", tenants.alice.basic)
            #expect(posted.status == 405 && posted["allow"] == "GET")
        }
    }
}
