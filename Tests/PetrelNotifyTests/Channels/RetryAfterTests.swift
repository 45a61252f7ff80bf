internal import PetrelCloud
internal import Testing

@testable internal import PetrelNotify

@Suite
struct RetryAfterTests {
    private let now = Timestamp("1994-11-06T08:49:07Z")!

    @Test(
        arguments: [
            ("0", 0), ("1", 1), ("120", 120), ("86400", 86_400), ("86401", 86_400),
            ("999999999999999999", 86_400), ("Sun, 06 Nov 1994 08:49:37 GMT", 30),
            ("Sun, 06 Nov 2094 08:49:37 GMT", 86_400),
        ] as [(String, Int)])
    func `seconds and dates are obeyed, up to a day`(text: String, seconds: Int) {
        #expect(RetryAfter.duration(text, now: now) == .seconds(seconds))
    }

    @Test(arguments: [
        "", "-1", "+1", "1.5", "1e3", "soon", " 1", "9999999999999999999", "٣",
        "Sun, 06 Nov 1994 08:49:07 GMT", "Sun, 06 Nov 1994 08:48:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 PST", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun, 31 Feb 1995 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT", "06 Nov 1994",
    ])
    func `everything else is passed over`(text: String) {
        #expect(RetryAfter.duration(text, now: now) == nil)
    }
}
