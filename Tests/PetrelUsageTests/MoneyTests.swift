internal import PetrelCloud
internal import PetrelStates
internal import Testing

@testable internal import PetrelUsage

@Suite struct MoneyTests {
    private func decimal(_ text: String) throws -> ExactDecimal {
        try #require(ExactDecimal(text))
    }

    @Test func `decimals are read exactly or not at all`() throws {
        #expect(try decimal("12.340").description == "12.34")
        #expect(try decimal("-0.000001").description == "-0.000001")
        for text in ["", ".", "1.", ".5", "1e3", "+1", "0x1", "1,5", "1.1234567890123", " 1"] {
            #expect(ExactDecimal(text) == nil, "\(text)")
        }
    }

    @Test(arguments: [
        (5, 2, 2), (7, 2, 4), (-5, 2, -2), (-7, 2, -4), (10, 4, 2), (11, 4, 3), (9, 4, 2),
    ])
    func `halves go to the even neighbour`(number: Int, divisor: Int, quotient: Int) {
        #expect(Int128(number).dividedHalfEven(by: Int128(divisor)) == Int128(quotient))
    }

    @Test func `factors that would overflow are shortened, and what is too large is refused`()
        throws
    {
        let large = Int128(Int64.max)
        #expect(
            try ExactFraction([large, large, 3], over: [large, large, 2]).rounded() == 2)
        #expect(throws: ExactFraction.Problem.tooLarge) {
            try ExactFraction([large, large, large], over: [2]).rounded()
        }
    }

    static let book = """
        {"name":"standard","currency":"EUR","rows":[
          {"id":"run","meter":"RUNNING_VM","per":"hour","price":"0.05"},
          {"id":"sent","meter":"NETWORK_BYTES_SENT","per":"unit","divisor":1000,
           "tiers":[{"upto":"2","price":"0"},{"upto":"5","price":"1.50"},{"price":"1"}]},
          {"id":"disk","meter":"VOLUME","per":"month","times":"size","divisor":1073741824,"price":"0.10",
           "to":"2026-02-01T00:00:00Z"},
          {"id":"dear","meter":"VOLUME","per":"month","times":"size","divisor":1073741824,"price":"0.20",
           "from":"2026-02-01T00:00:00Z","when":{"diskofferingid":"ssd"}}],
         "discounts":[{"percent":"10","meter":"RUNNING_VM"}]}
        """

    private func record(
        _ meter: Meter, from: String, to: String, amount: Int64 = 0,
        _ attributes: [String: JSONValue] = [:]
    ) throws -> UsageRecord {
        let window = UsageWindow(
            start: try #require(Timestamp(from)), end: try #require(Timestamp(to)))
        return UsageRecord(
            window: window, resource: ResourceReference(kind: "X", id: "x"), meter: meter,
            subject: "", terms: UsageTerms(account: "a", attributes: attributes),
            isCorrection: false,
            nanoseconds: amount > 0 ? 0 : window.end.nanoseconds - window.start.nanoseconds,
            amount: amount, lastStart: window.start)
    }

    @Test func `a line is time times price less the discount, rounded once`() throws {
        var rating = try Rating(PriceBook(text: Self.book))
        let lines = try rating.lines([
            record(.runningVM, from: "2026-01-01T00:00:00Z", to: "2026-01-01T00:00:07Z")
        ])
        // 7 s × 0.05 / 3600 × 0.9 = 0.0000875, half to even in the sixth place.
        #expect(lines.map(\.micros) == [88])
        #expect(lines.first?.discount == "10")
    }

    @Test func `tiers fill up over the month and begin anew with the next`() throws {
        var rating = try Rating(PriceBook(text: Self.book))
        let lines = try rating.lines([
            record(
                .networkBytesSent, from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z",
                amount: 3_000),
            record(
                .networkBytesSent, from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z",
                amount: 4_000),
            record(
                .networkBytesSent, from: "2026-02-01T00:00:00Z", to: "2026-03-01T00:00:00Z",
                amount: 3_000),
        ])
        #expect(lines.map(\.micros) == [1_500_000, 3_000_000 + 2_000_000, 1_500_000])
    }

    @Test func `a month's price is for the month as long as it is, and prices change on their day`()
        throws
    {
        var rating = try Rating(PriceBook(text: Self.book))
        let size: [String: JSONValue] = ["size": 10_737_418_240, "diskofferingid": "ssd"]
        let start = try #require(Timestamp("2026-01-31T00:00:00Z"))
        let windows = try rating.windows(from: start, to: start.advanced(by: .seconds(2 * 86_400)))
        #expect(windows.count == 2)
        let lines = try rating.lines([
            record(.volume, from: "2026-01-31T00:00:00Z", to: "2026-02-01T00:00:00Z", size),
            record(.volume, from: "2026-02-01T00:00:00Z", to: "2026-02-02T00:00:00Z", size),
            record(.volume, from: "2026-02-01T00:00:00Z", to: "2026-02-02T00:00:00Z", ["size": 1]),
        ])
        #expect(lines.map(\.row) == ["disk", "dear"])
        #expect(lines.map(\.micros) == [32_258, 71_429])
    }

    @Test func `a wrong book is told all at once`() throws {
        let error = try #require(
            #expect(throws: PriceBookError.self) {
                try PriceBook(
                    text:
                        #"{"rows":[{"id":"x","meter":"M","per":"week","price":0.5}],"timezone":"Mars"}"#
                )
            })
        #expect(error.mistakes.count == 6)
    }
}
