import PetrelCloud
import PetrelPlugin
import Testing

@testable import PetrelHTTP

@Suite struct CloudStackAccessTests {
    private let fixture: CloudStackFixture

    init() throws {
        fixture = try CloudStackFixture()
    }

    @Test func `every doubt about a key has one and the same answer`() async throws {
        let good = CloudStackFixture.signed("command=listMachines&response=json")
        let bad = [
            good.replacing("listMachines", with: "deployMachine"),
            good.replacing("key-admin", with: "key-user"),
            good.replacing("key-admin", with: "nobody"),
            good + "0", good.replacing("signature=", with: "sig="),
            "command=listMachines&response=json",
            good.replacing("apiKey=key-admin", with: "apiKey="),
            CloudStackFixture.signed(
                "command=listMachines&response=json&signatureVersion=3&expires=2026-11-22T16%3A00%3A00Z"
            ),
        ]
        #expect(await fixture.send(raw: good).status == 200)
        for query in bad {
            let reply = await fixture.send(raw: query)
            #expect(reply.status == 401, "\(query)")
            #expect(reply.header("X-Description") == APIError.unauthorized.text)
        }
        #expect(fixture.calls.all.count == 1)
    }

    @Test func `a role's commands are its own, and an unknown one is like a forbidden one`() async {
        let forbidden = await fixture.send("command=stopServer", as: "user")
        let unknown = await fixture.send("command=stopEverything", as: "user")
        #expect(forbidden.status == 401 && unknown.status == 401)
        #expect(unknown.json["errorresponse"]?["errorcode"] == 401)
        #expect(await fixture.send("command=liststuff").json["errorresponse"] != nil)
        #expect(await fixture.send("command=LISTMACHINES").status == 401)
        #expect(await fixture.send("command=stopServer").status == 200)
    }

    @Test func `a session begins with a password and ends with logout`() async throws {
        let (cookie, key) = try await login("username=user&password=password-user")
        func call(_ query: String, cookie: String = cookie) async -> CloudStackReply {
            await fixture.api.answer(
                CloudStackRequest(query: Array("\(query)&response=json".utf8), cookies: cookie))
        }
        #expect(await call("command=listMachines&sessionkey=\(key)").status == 200)
        #expect(fixture.calls.all.first?.caller == CloudStackFixture.user)
        #expect(await call("command=listMachines").status == 401)
        #expect(await call("command=listMachines&sessionkey=0").status == 401)
        #expect(await call("command=listMachines&sessionkey=\(key)", cookie: "").status == 401)
        #expect(await call("command=stopServer&sessionkey=\(key)").status == 432)
        #expect(await call("command=stopMars&sessionkey=\(key)").status == 432)
        #expect(await call("sessionkey=\(key)").status == 400)
        let goodbye = await call("command=logout&sessionkey=\(key)")
        #expect(goodbye.text == #"{"logoutresponse":{"description":"success"}}"#)
        #expect(await call("command=listMachines&sessionkey=\(key)").status == 401)
    }

    @Test func `the cookie of the key is enough beside the key`() async throws {
        let (_, key) = try await login("username=user&password=password-user")
        func status(_ query: String, cookies: String) async -> Int {
            let request = CloudStackRequest(
                query: Array("command=listMachines\(query)".utf8), cookies: cookies)
            return await fixture.api.answer(request).status
        }
        #expect(await status("&sessionkey=\(key)", cookies: "sessionkey=\(key)") == 200)
        #expect(await status("&sessionkey=\(key)", cookies: "a=b; sessionkey=\(key)") == 200)
        #expect(await status("", cookies: "sessionkey=\(key)") == 401)
        #expect(await status("&sessionkey=\(key)", cookies: "sessionkey=") == 401)
        #expect(await status("&sessionkey=", cookies: "sessionkey=") == 401)
        #expect(await status("&sessionkey=\(key)0", cookies: "sessionkey=\(key)") == 401)
    }

    @Test func `whoever guesses passwords has to wait, and nobody else`() async throws {
        func status(_ password: String, from address: String) async -> Int {
            let form = "command=login&response=json&username=user&password=\(password)"
            let request = CloudStackRequest(
                method: .post, body: Array(form.utf8), address: address)
            return await fixture.api.answer(request).status
        }
        var statuses: [Int] = []
        for number in 0..<10_000 { statuses.append(await status("\(number)", from: "192.0.2.1")) }
        #expect(statuses.prefix(5).allSatisfy { $0 == 531 })
        #expect(statuses.filter { $0 == 531 }.count <= 10)
        #expect(statuses.last == 429)
        #expect(await status("password-user", from: "192.0.2.1") == 429)
        for _ in 0..<100 { #expect(await status("password-user", from: "192.0.2.2") == 200) }
    }

    /// The cookies and the key of a new session.
    private func login(_ form: String) async throws -> (cookie: String, key: String) {
        let reply = await post("command=login&response=json&\(form)")
        #expect(reply.status == 200)
        let cookies = reply.headers.filter { $0.name == "Set-Cookie" }
            .compactMap { $0.value.split(separator: ";").first }
        #expect(cookies.count == 2)
        #expect(reply.inside("login")?["domainid"] == "d-sales")
        return (
            cookies.joined(separator: "; "),
            try #require(reply.inside("login")?["sessionkey"]?.string)
        )
    }

    private func post(_ form: String) async -> CloudStackReply {
        await fixture.api.answer(
            CloudStackRequest(
                method: .post, body: Array(form.utf8),
                contentType: "application/x-www-form-urlencoded; charset=utf-8"))
    }

    @Test(arguments: [
        "username=user&password=wrong", "username=&password=", "username=nobody&password=x", "",
    ])
    func `who has no right password is refused by 531`(_ form: String) async {
        let reply = await post("command=login&response=json&\(form)")
        #expect(reply.status == 531 && reply.inside("login")?["errorcode"] == 531)
    }

    @Test func `a password in an address is refused by 405`() async {
        let query = "command=login&username=user&password=password-user&response=json"
        #expect(await fixture.send(raw: query).status == 405)
        #expect(await fixture.send(raw: query, method: .other).status == 405)
    }

    @Test func `a session that is not used ends, and the oldest makes room`() {
        let sessions = MemorySessions(timeout: .seconds(60), limit: 2)
        let start = Timestamp(seconds: 1_000)
        let first = sessions.open(user: "a", now: start)
        let second = sessions.open(user: "b", now: start.advanced(by: .seconds(1)))
        #expect(sessions.session(id: first.id, now: start.advanced(by: .seconds(30))) == first)
        _ = sessions.open(user: "c", now: start.advanced(by: .seconds(31)))
        #expect(sessions.session(id: second.id, now: start.advanced(by: .seconds(31))) == nil)
        #expect(sessions.session(id: first.id, now: start.advanced(by: .seconds(89))) == first)
        #expect(sessions.session(id: first.id, now: start.advanced(by: .seconds(149))) == nil)
    }
}
