import PetrelCloud
import PetrelPlugin
import Testing

@testable import PetrelHTTP

/// Requests of `cs` and `apache-libcloud`, caught as they left; see `Fixtures/signed-requests.py`.
@Suite struct CloudStackSignatureTests {
    struct Signed {
        let client: String
        let query: String
        let form: String
        let secret: String
        let meant: [String: String]

        init(_ json: JSONValue) {
            client = json["client"]?.string ?? ""
            query = json["query"]?.string ?? ""
            form = json["form"]?.string ?? ""
            secret = json["secret"]?.string ?? ""
            meant = (json["parameters"]?.object ?? [:]).mapValues { $0.string ?? "" }
        }

        func parameters() throws -> QueryParameters {
            try QueryParameters(query: Array(query.utf8), form: Array(form.utf8))
        }
    }

    static func requests() throws -> [Signed] {
        try FixtureFile.lines("signed-requests.jsonl").map { Signed(try JSONReader().read($0)) }
    }

    private func accepts(_ request: Signed) throws -> Bool {
        let parameters = try request.parameters()
        let signature = RequestSignature(parameters["signature"] ?? "")
        return signature?.matches(parameters.fields, secret: request.secret) ?? false
    }

    @Test func `every request that real clients signed is accepted and says what was meant`() throws
    {
        let requests = try Self.requests()
        #expect(requests.count >= 600)
        for request in requests {
            #expect(try accepts(request), "\(request.client): \(request.query)\(request.form)")
            let sent = try request.parameters()
            for (name, value) in request.meant {
                #expect(sent.fields.first { $0.name == name }?.value == value)
            }
        }
    }

    @Test func `a value changed by one digit, a field added or taken away is refused`() throws {
        for request in try Self.requests().prefix(200) {
            let parameters = try request.parameters()
            let signature = try #require(RequestSignature(parameters["signature"] ?? ""))
            func isAccepted(_ fields: [QueryParameters.Field]) -> Bool {
                signature.matches(fields, secret: request.secret)
            }
            let added = QueryParameters.Field(name: "zz", value: "", lowercasedName: "zz")
            #expect(!isAccepted(parameters.fields + [added]))
            for index in parameters.fields.indices
            where parameters.fields[index].name != "signature" {
                var fields = parameters.fields
                let old = fields.remove(at: index)
                #expect(!isAccepted(fields))
                fields.append(
                    .init(
                        name: old.name, value: old.value + "0", lowercasedName: old.lowercasedName))
                #expect(!isAccepted(fields))
            }
            #expect(!signature.matches(parameters.fields, secret: request.secret + "0"))
        }
    }

    @Test func `a SHA-256 signature counts like one of SHA-1`() throws {
        // printf 'apikey=k&command=listzones' | openssl dgst -sha256 -hmac s -binary | base64
        let code = "OgDorGHuBOBjL0sGaZEMXH97ez8MDGKLzeMvVMT4cyA="
        let parameters = try QueryParameters(query: Array("command=listZones&apiKey=k".utf8))
        #expect(try #require(RequestSignature(code)).matches(parameters.fields, secret: "s"))
        #expect(
            try #require(RequestSignature(code)).matches(parameters.fields, secret: "t") == false)
    }

    @Test(arguments: ["", "=", "====", "AAAA", "a\u{e9}", String(repeating: "A", count: 1_000)])
    func `what is no signature of twenty or thirty-two bytes is none`(_ text: String) {
        #expect(RequestSignature(text) == nil)
    }

    /// The signer takes what stands here as it is, so each line is one client's way of writing.
    @Test(arguments: [
        "keyword=a%7Eb", "keyword=a~b", "keyword=a%2Ab", "keyword=a*b", "keyword=%5Ba%5D",
        "keyword=[a]", "tags[0].key=a", "tags%5B0%5D.key=a", "keyword=~*%5B%5D", "keyword=~%2A[]",
        "keyword=a+b", "keyword=a%20b", "tags%5B0%5D.key=~%2A", "tags[0].key=%7E*[",
    ])
    func `marks may be encoded or not, as clients do`(_ query: String) async throws {
        let fixture = try CloudStackFixture()
        #expect(await fixture.send("command=listMachines&\(query)").status == 200)
        let letter = query.replacing("=", with: "=%61")
        let forged = CloudStackFixture.signed("command=listMachines&\(query)")
            .replacing(query, with: letter)
        #expect(await fixture.send(raw: forged).status == 401)
    }

    @Test func `at most thirty-two ways of writing are tried`() throws {
        let query = "a%5B0%5D.B=~*%5B%5D&A%5B0%5D.c=1&b=2&B=3"
        let styles = SigningStyle.all(for: try QueryParameters(query: Array(query.utf8)).fields)
        #expect(styles.first == .strict)
        #expect(styles.count == SigningStyle.most && Set(styles).count == styles.count)
        let plain = try QueryParameters(query: Array("a=1&b=2".utf8)).fields
        #expect(SigningStyle.all(for: plain) == [.strict])
    }

    @Test(arguments: [
        ("2026-11-22T17:00:01%2B0000", true), ("2026-11-22T17:00:01Z", true),
        ("2026-11-22T18:00:01%2B01:00", true), ("2026-11-22T17:00:00Z", false),
        ("2026-11-22T16:59:59%2B0000", false), ("2027-11-22T17:00:00Z", false),
        ("2026-11-22", false), ("soon", false), ("", false),
    ])
    func `version 3 asks for an end that is near and still to come`(_ end: String, isIn: Bool)
        throws
    {
        func isCurrent(_ query: String) throws -> Bool {
            RequestExpiry.isCurrent(
                try QueryParameters(query: Array(query.utf8)), now: CloudStackFixture.now)
        }
        #expect(try isCurrent("signatureVersion=3&expires=\(end)") == isIn)
        #expect(try isCurrent("expires=\(end)"))
        #expect(try !isCurrent("signatureVersion=3"))
    }
}
