import PetrelCloud
import Testing

@testable import PetrelProgram

@Suite struct `What people and programs are shown` {
    @Test func `a table fits the terminal and keeps its ids whole`() {
        var table = Table([
            .init(title: "id"), .init(title: "name", isFlexible: true), .init(title: "last"),
        ])
        table.add(["0123456789", "a very long name that nobody needs as a whole", "x"])
        #expect(table.lines(width: nil)[1].hasSuffix("as a whole  x"))
        let narrow = table.lines(width: 30)
        #expect(narrow.allSatisfy { $0.columns <= 30 })
        #expect(narrow[1].hasPrefix("0123456789  a very"))
        #expect(narrow[1].contains("…") && narrow[1].hasSuffix("x"))
        #expect(table.lines(width: 12)[1] == "0123456789")
    }

    @Test func `names from strangers cannot move the cursor or forge a line`() {
        #expect("web\u{1B}[31m\nroot\u{202E}".onOneLine == "web\u{FFFD}[31m root\u{FFFD}")
        #expect("表示".columns == 4)
        #expect("表示".shortened(to: 3) == "表…")
    }

    @Test func `JSON for people is the same JSON`() throws {
        let value: JSONValue = ["b": [1, 2, [:]], "a": ["x": "\"\n"], "n": .null, "e": []]
        #expect(try JSONReader().read(PrettyJSON(value).text) == value)
        #expect(try JSONReader().read(value.compactJSON) == value)
        #expect(!value.compactJSON.contains("\n"))
    }

    @Test func `the nearest name is one that may have been meant`() {
        let names = ["listZones", "listHosts", "deployVirtualMachine"]
        #expect(NearestName.of("listzone", among: names) == "listZones")
        #expect(NearestName.of("lsitHosts", among: names) == "listHosts")
        #expect(NearestName.of("deployVirtualMashin", among: names) == "deployVirtualMachine")
        #expect(NearestName.of("frobnicate", among: names) == nil)
        #expect(NearestName.slips(from: "ca", to: "ac") == 1)
    }

    @Test(arguments: ["500ms", "10s", "90s", "5m", "12h", "30d", "0s"])
    func `durations are read as they are written`(_ text: String) {
        #expect(Duration(setting: text)?.settingText == text)
    }

    @Test func `nonsense is no duration, size, address or point in time`() {
        for text in ["", "10", "s", "-1s", "1.5s", "10 s", "99999999999d"] {
            #expect(Duration(setting: text) == nil, "\(text)")
        }
        for text in ["", "0", "-1", "1kb", "99999999999GiB"] {
            #expect(ByteCount(setting: text) == nil, "\(text)")
        }
        for text in ["", "8080", ":8080", "host:", "host:70000", "::1:80", "a b:1"] {
            #expect(ListenAddress(setting: text) == nil, "\(text)")
        }
        #expect(ListenAddress(setting: "[::1]:80")?.host == "::1")
        #expect(TimePoint(argument: "yesterday") == nil)
        #expect(TimePoint(argument: "2026-11-22")?.text.hasPrefix("2026-11-22T00:00:00") == true)
    }

    @Test func `latencies are summed up by rank`() {
        #expect(Summary.quantile(0.5, []) == nil)
        #expect(Summary.quantile(0.5, [3, 1, 2]) == 2)
        #expect(Summary.quantile(0.99, (1...100).map(Double.init)) == 99)
    }
}
