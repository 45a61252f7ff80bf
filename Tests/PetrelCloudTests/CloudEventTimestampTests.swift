import PetrelCloud
import Testing

@Suite struct CloudEventTimestampTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000000000Z"), (-1, "1969-12-31T23:59:59.999999999Z"),
            (951_782_400_000_000_000, "2000-02-29T00:00:00.000000000Z"),
            (4_107_542_400_000_000_001, "2100-03-01T00:00:00.000000001Z"),
            (1_795_366_800_123_456_789, "2026-11-22T17:00:00.123456789Z"),
            (.max, "2262-04-11T23:47:16.854775807Z"), (.min, "1677-09-21T00:12:43.145224192Z"),
        ] as [(Int64, String)])
    func `an instant is written to the nanosecond and read back`(nanoseconds: Int64, text: String) {
        let instant = Timestamp(nanoseconds: nanoseconds)
        #expect(instant.text() == text)
        #expect(Timestamp(text) == instant)
    }

    @Test func `every month from 1678 to 2261 has its days`() {
        var first = Timestamp("1678-01-01T00:00:00Z")!
        for month in 1678 * 12..<2262 * 12 {
            let (year, month) = (month / 12, month % 12 + 1)
            let days = Self.days(of: month, in: year)
            let last = first.advanced(by: .seconds(86_400 * (days - 1)))
            for (day, instant) in [(1, first), (days, last)] {
                let text = instant.text(.api)
                let date = [year, month, day].map { $0 < 10 ? "0\($0)" : "\($0)" }
                if text != date.joined(separator: "-") + "T00:00:00+0000"
                    || Timestamp(text, form: .api) != instant
                {
                    Issue.record("day \(day) of month \(month) of \(year) became \(text)")
                }
            }
            first = last.advanced(by: .seconds(86_400))
        }
        #expect(first == Timestamp("2262-01-01T00:00:00Z"))
    }

    @Test func `random instants survive all forms, to the second where the form stops there`() {
        var random = Seeded(1)
        for _ in 0..<10_000 {
            // The second of the very first instants begins too early to be one itself.
            let second = Int64.random(in: -9_223_372_036...9_223_372_035, using: &random)
            let whole = Timestamp(seconds: second)
            let instant = whole.advanced(
                by: .nanoseconds(Int64.random(in: 0..<1_000_000_000, using: &random)))
            let back = Timestamp.Form.allCases.map { Timestamp(instant.text($0), form: $0) }
            if back != [instant, whole, whole] { Issue.record("\(instant) became \(back)") }
        }
    }

    @Test(
        arguments: [
            ("2026-11-22T18:30:00+01:30", .rfc3339), ("2026-11-22T12:00:00.000-05:00", .rfc3339),
            ("2026-11-22t17:00:00.0z", .rfc3339), ("2026-11-22T18:30:00+0130", .api),
            ("2026-11-22 12:00:00 -0500", .exchange), ("2026-11-23T16:59:00+23:59", .rfc3339),
        ] as [(String, Timestamp.Form)])
    func `offsets are taken into account`(text: String, form: Timestamp.Form) {
        #expect(Timestamp(text, form: form) == Timestamp("2026-11-22T17:00:00Z"))
    }

    @Test func `a leap second is the first instant after it`() {
        let newYear = Timestamp("2017-01-01T00:00:00Z")
        #expect(Timestamp("2016-12-31T23:59:60Z") == newYear)
        #expect(Timestamp("2017-01-01T01:29:60+01:30") == newYear)
        #expect(Timestamp("2016-12-31T22:59:60Z") == nil)
    }

    @Test(arguments: [
        "", "2026", "2026-11-22", "2026-11-22T17:00:00", "2026-11-22 17:00:00Z",
        "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z", "2026-04-31T00:00:00Z", "2026-11-22T24:00:00Z",
        "2026-11-22T17:60:00Z", "2026-11-22T17:00:61Z", "2026-11-22T17:00:00.Z",
        "2026-11-22T17:00:00.1234567890Z", "2026-11-22T17:00:00+24:00", "2026-11-22T17:00:00+01:60",
        "2026-11-22T17:00:00+0100", " 2026-11-22T17:00:00Z", "2026-11-22T17:00:00Z ",
        "1677-09-21T00:12:43.145224191Z", "2262-04-11T23:47:16.854775808Z", "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z", "２026-11-22T17:00:00Z", "2026-11-22T17:00:00−01:00",
    ])
    func `other text is no instant`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func `adding stops at the first and the last instant`() {
        let last = Timestamp(nanoseconds: .max)
        #expect(last.advanced(by: .nanoseconds(1)) == last)
        #expect(Timestamp(seconds: 0).advanced(by: .seconds(Int64.max)) == last)
        #expect(Timestamp(seconds: 0).advanced(by: .seconds(Int64.min)).nanoseconds == .min)
        #expect(Timestamp(seconds: 1).advanced(by: .milliseconds(-1)).nanoseconds == 999_000_000)
        #expect(
            Timestamp(nanoseconds: .min).duration(to: last) == .nanoseconds(Int64.max) * 2
                + .nanoseconds(1))
    }

    @Test func `random text never stops the program`() {
        var random = Seeded(2)
        let marks = Array("0159-:T.+Z \u{0}é".utf8)
        let template = Array("2026-11-22T17:00:00.5+01:00".utf8)
        for round in 0..<100_000 {
            var bytes = template
            for _ in 0..<3 { bytes[Int(random.next() % 27)] = marks[Int(random.next() % 13)] }
            if round % 4 == 0 { bytes = random.bytes(upTo: 30) }
            let text = String(decoding: bytes, as: UTF8.self)
            for form in Timestamp.Form.allCases {
                guard let instant = Timestamp(text, form: form) else { continue }
                if Timestamp(instant.text()) != instant { Issue.record("misread: \(text)") }
            }
        }
    }

    private static func days(of month: Int, in year: Int) -> Int {
        let isLeap = year % 400 == 0 || year % 4 == 0 && year % 100 != 0
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }
}
