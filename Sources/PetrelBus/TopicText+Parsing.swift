extension TopicText {
    /// The first thing wrong with `text`, if anything is.
    static func mistake(in text: String.UTF8View) -> TopicError? {
        guard !text.isEmpty else { return .empty }
        guard text.count <= limit else { return .tooLong(bytes: text.count, limit: limit) }
        var segmentStart = 0
        var previous: UInt8 = 0
        for (position, byte) in text.enumerated() {
            if byte == dot {
                if position == segmentStart { return .emptySegment(at: position) }
                segmentStart = position + 1
            } else if let start = controlCharacter(byte, after: previous, at: position) {
                return .controlCharacter(at: start)
            }
            previous = byte
        }
        return segmentStart == text.count ? .emptySegment(at: segmentStart) : nil
    }

    /// Where the control character that ends with `byte` begins. Those above ASCII, U+0080 to
    /// U+009F, take two bytes in UTF-8.
    private static func controlCharacter(
        _ byte: UInt8, after previous: UInt8, at position: Int
    ) -> Int? {
        if byte < 0x20 || byte == 0x7F { return position }
        return previous == 0xC2 && byte < 0xA0 ? position - 1 : nil
    }

    /// Makes one word of free text.
    static func field(_ text: String?) -> String {
        guard let text, !text.isEmpty else { return "*" }
        var field = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let unfit = scalar == "." || scalar.properties.generalCategory == .control
            field.append(unfit ? "-" : scalar)
        }
        return String(field)
    }
}
