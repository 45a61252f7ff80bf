import PetrelCloud
import PetrelTesting
import Testing

@testable import PetrelHTTP

@Suite struct CloudStackMalformedTests {
    /// Some are signed well, so that they get past the door; all have something wrong.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `a hundred thousand malformed requests are refused and reach nobody`(seed: UInt64)
        async throws
    {
        let fixture = try CloudStackFixture()
        var requests = MalformedRequests(seed: seed)
        var refused: [Int: Int] = [:]
        for number in 0..<25_000 {
            let request = requests.next()
            let reply = await fixture.api.answer(request)
            // Other tests want the processors, too.
            if number % 64 == 0 { await Task.yield() }
            refused[reply.status, default: 0] += 1
            guard (400..<500).contains(reply.status), reply.body.count < 2_000,
                reply.header("X-Description") != nil
            else {
                Issue.record("\(number): \(String(decoding: request.query, as: UTF8.self))")
                continue
            }
        }
        #expect(fixture.calls.all.isEmpty)
        #expect(Set(refused.keys).isSuperset(of: [400, 401, 405, 430, 431]))
    }

    @Test func `a refusal is well-formed whatever was sent`() async throws {
        let fixture = try CloudStackFixture()
        var requests = MalformedRequests(seed: 7)
        for number in 0..<2_000 {
            let reply = await fixture.api.answer(requests.next())
            if number % 64 == 0 { await Task.yield() }
            let isXML = reply.header("Content-Type") == "text/xml; charset=UTF-8"
            if isXML {
                #expect(reply.text.contains("<errorcode>\(reply.status)</errorcode>"))
            } else {
                let code = reply.json.object?.values.first?["errorcode"]
                #expect(code == .integer(Int64(reply.status)))
            }
            #expect(
                reply.headers.allSatisfy { $0.value.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } })
        }
    }
}

/// Requests that no server may do anything for, drawn from a seed.
struct MalformedRequests {
    private var random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    mutating func next() -> CloudStackRequest {
        switch pick(20) {
        case 0: doubled()
        case 1: badlySigned()
        case 2: CloudStackRequest(method: .other, query: signed("command=listMachines"))
        case 3, 4: session()
        case 5, 6: badValue()
        default: bytes()
        }
    }

    /// Bytes of any kind, and a few marks to make them look like a query.
    private mutating func bytes() -> CloudStackRequest {
        let alphabet = Array("%&=+[]0aZ.;\0\u{ff}command=signature".utf8) + [0xFF, 0xC0]
        let text = (0..<pick(120)).map { _ in
            pick(3) == 0 ? UInt8(truncatingIfNeeded: random.next()) : alphabet[pick(alphabet.count)]
        }
        let isForm = pick(2) == 0
        return CloudStackRequest(
            method: isForm ? .post : .get, query: isForm ? [] : text, body: isForm ? text : [])
    }

    private mutating func doubled() -> CloudStackRequest {
        let twice = ["apiKey=key-user", "command=deployMachine", "signature=AAAA", "expires=1"]
        let query = CloudStackFixture.signed("command=listMachines&expires=2&response=json")
        return CloudStackRequest(query: Array("\(query)&\(twice[pick(4)])".utf8))
    }

    /// One byte of a good request changed for another letter. Capitals count for little in a signed
    /// text, so a change is never one of case only.
    private mutating func badlySigned() -> CloudStackRequest {
        var query = signed("command=listMachines&keyword=abcdefgh")
        let place = 30 + pick(query.count - 60)
        let old = query[place] | 0x20
        repeat { query[place] = UInt8(ascii: "a") + UInt8(pick(26)) } while query[place] == old
        return CloudStackRequest(query: query)
    }

    private mutating func session() -> CloudStackRequest {
        let key = String(random.next(), radix: 16)
        let queries = [
            "command=listMachines&sessionkey=\(key)",
            "command=login&username=admin&password=\(key)",
            "sessionkey=\(key)", "command=\(key)",
        ]
        return CloudStackRequest(
            query: Array(queries[pick(4)].utf8), cookies: "JSESSIONID=\(key); a; =; sessionkey")
    }

    /// A good signature over a value that does not fit.
    private mutating func badValue() -> CloudStackRequest {
        let values = [
            "%", "%G1", "%00", "%FF", "x", "-", "1e9", "99999999999999999999", "%F0%9F%9A%80", "[]",
        ]
        let value = values[pick(values.count)]
        let queries = [
            "listMachines&id=", "listMachines&ids=", "listMachines&cpunumber=",
            "listMachines&details=",
            "listMachines&startdate=", "listMachines&page=", "listMachines&page=1&pagesize=",
            "listMachines&pagesize=9&page=", "deployMachine&zoneid=", "deployMachine&zone=", "no",
        ]
        let query =
            "command=\(queries[pick(queries.count)])\(value)&tags%5B\(value)%5D.key=\(value)"
        return CloudStackRequest(query: signed(query))
    }

    private mutating func signed(_ query: String) -> [UInt8] {
        Array(CloudStackFixture.signed(query + (pick(2) == 0 ? "&response=json" : "")).utf8)
    }

    private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
}
