extension EventID: CustomStringConvertible, LosslessStringConvertible {
    /// Reads a UUID in its 36-character form, in either case of letters.
    public init?(_ text: String) {
        var words: (high: UInt64, low: UInt64) = (0, 0)
        var count = 0
        for byte in text.utf8 {
            defer { count += 1 }
            if Self.isDash(at: count) {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard count < 36, let digit = HexDigit.value(of: byte) else { return nil }
            if count < 18 {
                words.high = words.high << 4 | UInt64(digit)
            } else {
                words.low = words.low << 4 | UInt64(digit)
            }
        }
        guard count == 36 else { return nil }
        self.init(high: words.high, low: words.low)
    }

    /// The id as 36 lower-case characters, such as `019ab8c1-5b7e-7d31-8f2a-0c6e1b9d4a55`.
    public var description: String {
        String(unsafeUninitializedCapacity: 36) { text in
            var digits = 0
            for position in 0..<36 {
                if Self.isDash(at: position) {
                    text[position] = UInt8(ascii: "-")
                    continue
                }
                let word = digits < 16 ? high : low
                text[position] = HexDigit.lowerCase[Int(word >> UInt64(60 - digits % 16 * 4) & 0xF)]
                digits += 1
            }
            return 36
        }
    }

    private static func isDash(at position: Int) -> Bool {
        position == 8 || position == 13 || position == 18 || position == 23
    }
}
