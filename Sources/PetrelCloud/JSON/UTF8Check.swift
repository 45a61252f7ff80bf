/// Finds where bytes stop being UTF-8.
enum UTF8Check {
    /// Where the first character that is not well formed begins; `nil` when there is none.
    ///
    /// Well formed is what Unicode says: no overlong forms, no surrogates, nothing above U+10FFFF.
    static func firstInvalidByte(in text: UnsafeBufferPointer<UInt8>) -> Int? {
        var position = 0
        while position < text.count {
            if text[position] < 0x80 {
                position += 1
                continue
            }
            guard let length = characterLength(at: position, in: text) else { return position }
            position += length
        }
        return nil
    }

    /// How many bytes the character beyond ASCII at `position` has; `nil` when it is malformed.
    private static func characterLength(
        at position: Int, in text: UnsafeBufferPointer<UInt8>
    ) -> Int? {
        guard let (length, second) = secondByte(after: text[position]),
            position + length <= text.count,
            second.contains(text[position + 1])
        else { return nil }
        let rest = text[position + 2..<position + length]
        return rest.allSatisfy { $0 & 0xC0 == 0x80 } ? length : nil
    }

    /// The length that a first byte announces and what may follow it.
    private static func secondByte(after first: UInt8) -> (length: Int, range: ClosedRange<UInt8>)?
    {
        switch first {
        case 0xC2...0xDF: (2, 0x80...0xBF)
        case 0xE0: (3, 0xA0...0xBF)
        case 0xED: (3, 0x80...0x9F)
        case 0xE1...0xEF: (3, 0x80...0xBF)
        case 0xF0: (4, 0x90...0xBF)
        case 0xF1...0xF3: (4, 0x80...0xBF)
        case 0xF4: (4, 0x80...0x8F)
        default: nil
        }
    }
}
