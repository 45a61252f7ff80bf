internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates
internal import PetrelTesting
internal import Synchronization
internal import Testing

@testable internal import PetrelNotify

@Suite struct QuietHoursTests {
    private static func end(
        _ from: String, _ to: String, _ zone: String, at time: String
    ) throws -> Timestamp? {
        let hours = QuietHours(
            from: try #require(QuietHours.minutes(from)), to: try #require(QuietHours.minutes(to)),
            zone: zone, then: .later)
        return hours.end(at: try #require(Timestamp(time)))
    }

    @Test(
        arguments: [
            // Berlin is an hour ahead of UTC in November.
            ("22:00", "07:00", "2026-11-27T20:59:59Z", nil),
            ("22:00", "07:00", "2026-11-27T21:00:00Z", "2026-11-28T06:00:00Z"),
            ("22:00", "07:00", "2026-11-28T05:59:59Z", "2026-11-28T06:00:00Z"),
            ("22:00", "07:00", "2026-11-28T06:00:00Z", nil),
            ("12:00", "13:30", "2026-11-28T11:15:00Z", "2026-11-28T12:30:00Z"),
            ("12:00", "13:30", "2026-11-28T12:30:00Z", nil),
            // The night the clocks go back is an hour longer, the one they go forward an hour shorter.
            ("22:00", "07:00", "2026-10-24T20:30:00Z", "2026-10-25T06:00:00Z"),
            ("22:00", "07:00", "2026-03-28T21:30:00Z", "2026-03-29T05:00:00Z"),
            // Half past two is left out in that night.
            ("22:00", "02:30", "2026-03-28T22:00:00Z", "2026-03-29T01:30:00Z"),
        ] as [(String, String, String, String?)])
    func `end when the clocks of their place say so`(
        from: String, to: String, at: String, end: String?
    ) throws {
        #expect(try Self.end(from, to, "Europe/Berlin", at: at) == end.flatMap { Timestamp($0) })
    }

    @Test func `are a place's own, also half an hour off`() throws {
        let time = "2026-11-27T17:00:00Z"
        #expect(
            try Self.end("22:00", "07:00", "Asia/Kolkata", at: time)
                == Timestamp("2026-11-28T01:30:00Z"))
        #expect(try Self.end("22:00", "07:00", "UTC", at: time) == nil)
    }
}
