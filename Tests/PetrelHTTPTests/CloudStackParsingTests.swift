import PetrelPlugin
import Testing

@testable import PetrelHTTP

@Suite struct CloudStackParsingTests {
    private func parse(_ query: String, form: String = "") throws -> [String] {
        try QueryParameters(query: Array(query.utf8), form: Array(form.utf8)).fields.map {
            "\($0.name):\($0.value)"
        }
    }

    private func code(_ query: String) -> Int? {
        do {
            _ = try QueryParameters(query: Array(query.utf8))
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `names and values are decoded, blanks from plus and percent`() throws {
        #expect(
            try parse("a%5B0%5D.k=1+2%202%2B&b&c=&&=x&d=e=f") == [
                "a[0].k:1 2 2+", "b:", "c:", "d:e=f",
            ])
        #expect(try parse("n=%C3%A4%F0%9F%9A%80;x") == ["n:ä🚀;x"])
        #expect(try parse("key=a%0D%0Ab") == ["key:a\r\nb"])
    }

    @Test func `the first of a repeated name counts, and the address comes before the form`() throws
    {
        #expect(try parse("a=1&a=2&b=3", form: "b=4&c=5") == ["a:1", "b:3", "c:5"])
    }

    @Test(arguments: ["apiKey", "signature", "command", "expires", "sessionkey"])
    func `a name that decides who calls what stands once, in any case of letters`(_ name: String) {
        #expect(code("\(name)=1&\(name)=1") == 400)
        #expect(code("\(name)=1&\(name.uppercased())=2") == 400)
        #expect(code("\(name)=1") == nil)
    }

    @Test(arguments: [
        ("a=%", 430), ("a=%0", 430), ("a=%zz", 430), ("%=1", 430), ("a=%ff", 430),
        ("a=%ED%A0%80", 430), ("a=%00", 431), ("a=%1B", 431), ("a=%7F", 431), ("a=%09", 431),
        ("%01=1", 431),
    ])
    func `what cannot be decoded is refused`(_ query: String, _ expected: Int) {
        #expect(code(query) == expected)
    }

    @Test func `a thousand parameters are read and one more is refused`() {
        let thousand = (0..<1_000).map { "a\($0)=1" }.joined(separator: "&")
        #expect(code(thousand) == nil)
        #expect(code(thousand + "&a=1") == 431)
        #expect(code(String(repeating: "n", count: 256) + "=1") == 431)
    }

    @Test func `maps are gathered by name and index`() throws {
        let query =
            "tags[2].key=c&Tags[0].Key=a&tags[0].value=b&details[0].cpuNumber=4&tags[x].key=1&tags[-1].key=2&tags[0]=5&[0].key=6&tags[0].=7"
        let entries = MapEntries(try QueryParameters(query: Array(query.utf8)))
        #expect(entries["tags"] == [["key": "a", "value": "b"], ["key": "c"]])
        #expect(entries["details"] == [["cpuNumber": "4"]])
        #expect(entries["other"] == nil)
    }
}
