internal import PetrelCloud
internal import Testing

@testable internal import PetrelUsage

@Suite struct WindowTests {
    private func time(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }

    private func hours(_ zone: String, _ from: String, _ to: String) throws -> [Int64] {
        try WindowCutter(timeZone: zone).windows(from: time(from), to: time(to), each: .day)
            .map { ($0.end.wholeSeconds - $0.start.wholeSeconds) / 3_600 }
    }

    @Test func `days have 23 and 25 hours when clocks are set`() throws {
        let spring = try hours("Europe/Berlin", "2026-03-27T23:00:00Z", "2026-03-30T22:00:00Z")
        #expect(spring == [24, 23, 24])
        let autumn = try hours("Europe/Berlin", "2026-10-23T22:00:00Z", "2026-10-26T23:00:00Z")
        #expect(autumn == [24, 25, 24])
    }

    @Test func `a day without midnight begins with its first instant`() throws {
        let days = try WindowCutter(timeZone: "America/Sao_Paulo").windows(
            from: time("2018-11-03T03:00:00Z"), to: time("2018-11-05T02:00:00Z"), each: .day)
        #expect(
            days.map(\.start.description) == [
                "2018-11-03T03:00:00.000000000Z", "2018-11-04T03:00:00.000000000Z",
            ])
    }

    @Test func `months follow the calendar, leap days included`() throws {
        let months = try WindowCutter(timeZone: "UTC").windows(
            from: time("2027-12-15T00:00:00Z"), to: time("2028-03-01T00:00:00Z"), each: .month)
        let days = months.map { ($0.end.wholeSeconds - $0.start.wholeSeconds) / 86_400 }
        #expect(days == [17, 31, 29])
    }

    @Test(arguments: [
        "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata",
        "America/Sao_Paulo", "Pacific/Apia", "America/St_Johns",
    ])
    func `windows tile time exactly`(zone: String) throws {
        let cutter = try WindowCutter(timeZone: zone)
        for (length, from, to) in [
            (WindowLength.hour, "2024-03-25T05:17:03Z", "2024-04-10T00:00:00Z"),
            (.hour, "2024-10-01T00:00:00Z", "2024-11-10T00:00:00Z"),
            (.day, "2011-12-01T13:00:00Z", "2013-01-03T00:00:00Z"),
            (.month, "1999-12-31T23:59:59.5Z", "2005-01-01T00:00:00Z"),
        ] {
            let (start, end) = (try time(from), try time(to))
            let windows = try cutter.windows(from: start, to: end, each: length)
            #expect(windows.first?.start == start)
            #expect(windows.last?.end == end)
            #expect(zip(windows, windows.dropFirst()).allSatisfy { $0.end == $1.start })
            #expect(windows.allSatisfy { $0.start < $0.end })
        }
    }

    @Test func `a zone that is none is refused`() {
        #expect(throws: WindowCutter.Problem.unknownTimeZone("Mars/Olympus")) {
            try WindowCutter(timeZone: "Mars/Olympus")
        }
    }

    @Test func `hours are rounded half to even at six places`() {
        #expect(UsageNumber.hours(nanoseconds: 86_400_000_000_000) == "24")
        #expect(UsageNumber.hours(nanoseconds: 1_000_000_000) == "0.000278")
        #expect(UsageNumber.hours(nanoseconds: 5_400_000) == "0.000002")
        #expect(UsageNumber.hours(nanoseconds: 1_800_000) == "0")
        #expect(UsageNumber.hours(nanoseconds: -5_400_000_000_000) == "-1.5")
    }
}
