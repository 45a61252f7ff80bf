extension TopicText {
    /// The first thing wrong with a text, if anything is.
    static func mistake(in text: UnsafeBufferPointer<UInt8>) -> TopicError? {
        guard !text.isEmpty else { return .empty }
        guard text.count <= limit else { return .tooLong(bytes: text.count, limit: limit) }
        var segmentStart = 0
        var position = 0
        while position < text.count {
            if text[position] == dot {
                if position == segmentStart { return .emptySegment(at: position) }
                segmentStart = position + 1
            } else if isControlCharacter(at: position, in: text) {
                return .controlCharacter(at: position)
            }
            position += 1
        }
        return segmentStart == position ? .emptySegment(at: position) : nil
    }

    /// Those above ASCII, U+0080 to U+009F, take two bytes.
    private static func isControlCharacter(
        at position: Int, in text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let byte = text[position]
        if byte < 0x20 || byte == 0x7F { return true }
        return byte == 0xC2 && text[position + 1] < 0xA0
    }

    /// Where the first segment that holds a dot has it, in the joined text.
    static func firstDot(within segments: [String]) -> Int? {
        var start = 0
        for segment in segments {
            for (place, byte) in segment.utf8.enumerated() where byte == dot {
                return start + place
            }
            start += segment.utf8.count + 1
        }
        return nil
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
