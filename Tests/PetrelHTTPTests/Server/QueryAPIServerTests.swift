import PetrelCloud
import PetrelHTTP
import Testing

extension ServerTests {
    @Suite struct QueryAPIServerTests {
        @Test func `a signed call is answered on each form of the path, by GET and by POST`()
            async throws
        {
            try await RunningServer.run { server in
                let target = server.signed("command=listZones")
                let form = String(target.dropFirst("/client/api?".count))
                let answers = [
                    try await server.address.get(target),
                    try await server.address.get(target.replacing("api?", with: "api/?")),
                    try await server.address.get(target.replacing("api?", with: "api/listZones?")),
                    try await server.address.post("/client/api", form: form),
                    try await server.address.post("/client/api/", form: form),
                ]
                for answer in answers {
                    #expect(answer.status == 200)
                    #expect(answer["content-type"] == "application/json; charset=UTF-8")
                    #expect(answer.json["listzonesresponse"]?["count"] == 1)
                }
            }
        }

        @Test func `other methods are refused by 405 and told which are not`() async throws {
            try await RunningServer.run { server in
                for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
                    let answer = try await server.address.send(
                        "\(method) /client/api?response=json HTTP/1.1\r\nHost: cloud\r\n\r\n")
                    #expect(answer.status == 405 && answer["allow"] == "GET, POST")
                }
            }
        }

        @Test func `a path that says another command than the parameter is refused`() async throws {
            try await RunningServer.run { server in
                let target = server.signed("command=listZones")
                    .replacing("api?", with: "api/listUsers?")
                let answer = try await server.address.get(target)
                #expect(answer.status == 400)
            }
        }

        @Test func `nothing is found elsewhere, and the answer says where things are`() async throws
        {
            try await RunningServer.run { server in
                for target in [
                    "/nothing", "/client/api/a/b", "/client/apis", "/client", "*", "//x",
                ] {
                    let answer = try await server.address.get(target)
                    #expect(answer.status == 404, "\(target)")
                    #expect(answer["content-type"] == "application/problem+json")
                    #expect(answer.json["detail"]?.string?.contains("/client/api") == true)
                    #expect(answer["server"] == nil)
                }
            }
        }
    }
}
