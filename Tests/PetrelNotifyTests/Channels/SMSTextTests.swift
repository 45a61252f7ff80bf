internal import Testing

@testable internal import PetrelNotify

@Suite
struct SMSTextTests {
    private static func times(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    private static let counted: [(unit: String, times: Int, segments: Int)] = [
        ("", 0, 0), ("a", 1, 1), ("a", 160, 1), ("a", 161, 2), ("a", 306, 2), ("a", 307, 3),
        ("€", 80, 1), ("€", 81, 2), ("€", 152, 2), ("€", 153, 3), ("я", 70, 1), ("я", 71, 2),
        ("я", 134, 2), ("я", 135, 3), ("😀", 35, 1), ("😀", 36, 2), ("😀", 66, 2), ("😀", 67, 3),
        ("ش", 70, 1), ("ش", 71, 2), ("@£$¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ", 5, 1),
    ]

    @Test(arguments: counted)
    func `counts messages as phones do`(unit: String, times: Int, segments: Int) {
        #expect(SMSText.segments(Self.times(unit, times)) == segments)
    }

    @Test func `what takes two places is not divided`() {
        // 152 places, and the next sign needs two of which one is left.
        let text = Self.times("a", 152) + "€" + Self.times("a", 152)
        #expect(SMSText.segments(text) == 3)
    }

    @Test func `at every length the count agrees with the widths`() {
        for count in 1...700 {
            let gsm = count <= 160 ? 1 : (count + 152) / 153
            let ucs = count <= 70 ? 1 : (count + 66) / 67
            #expect(SMSText.segments(Self.times("x", count)) == gsm)
            #expect(SMSText.segments(Self.times("ж", count)) == ucs)
        }
    }

    @Test(arguments: [1, 2, 4], ["a", "€", "ж", "😀", "👨‍👩‍👧‍👦", "ab€ж"])
    func `a long text is cut to what it may cost`(limit: Int, unit: String) {
        let text = SMSText(Self.times(unit, 900), segments: limit)
        #expect(text.segments <= limit)
        #expect(text.segments >= 1)
        #expect(text.text.hasSuffix("..."))
    }

    @Test func `a short text stays whole`() {
        let text = SMSText("  Volume “data” is gone\r\n", segments: 1)
        #expect(text.text == "Volume “data” is gone")
        #expect(!text.isGSM)
        #expect(SMSText("Disk 91%", segments: 1).isGSM)
    }

    @Test func `control characters and turns of direction are removed`() {
        let text = SMSText(
            "a\u{0}b\u{7}c\u{1B}[31md\u{202E}e\u{200F}f\u{FEFF}g\r\nh\ti", segments: 1)
        #expect(text.text == "abc[31mdefg\nhi")
    }
}
