internal import Foundation
internal import PetrelCloud

/// Values that go into a mail's header. Whatever is given, a value stays in its own line.
enum MailHeader {
    private static let mostBytes = 400

    /// Free text: as it is when it is short and plain, else in encoded words (RFC 2047).
    static func text(_ text: String) -> String {
        let clean = cleaned(text)
        let isPlain =
            clean.utf8.count <= 66 && clean.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
            && !clean.contains("=?")
        return isPlain ? clean : encodedWords(clean)
    }

    /// A name before an address: letters, digits and blanks, or encoded words.
    static func phrase(_ text: String) -> String {
        let clean = cleaned(text)
        let isPlain =
            !clean.isEmpty && clean.utf8.count <= 66
            && clean.utf8.allSatisfy { byte in
                byte == 0x20 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                    || (0x61...0x7A).contains(byte)
            }
        return isPlain ? clean : encodedWords(clean)
    }

    /// An id as it may stand inside `<…>`: letters, digits, `-` and `_`, at most 150 of them.
    static func word(_ text: String) -> String {
        String(
            text.utf8.prefix(150).map { byte in
                let isKept =
                    byte == 0x2D || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                    || (0x61...0x7A).contains(byte)
                return isKept ? Character(Unicode.Scalar(byte)) : "_"
            })
    }

    static func isAddress(_ text: String) -> Bool {
        text.hasPrefix("https://") && text.utf8.count <= 900
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3C && $0 != 0x3E }
    }

    /// `Fri, 27 Nov 2026 12:00:00 +0000`.
    static func date(_ time: Timestamp) -> String {
        let text = Array(time.text(.api).utf8)
        let seconds = time.nanoseconds / 1_000_000_000
        let days = (seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400
        // 1970 began with a Thursday.
        let weekday = weekdays[Int(((days + 4) % 7 + 7) % 7)]
        func part(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }
        let month = months[(Int(part(5..<7)) ?? 1) - 1]
        return "\(weekday), \(part(8..<10)) \(month) \(part(0..<4)) \(part(11..<19)) +0000"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Control characters and all kinds of line end become blanks.
    private static func cleaned(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(mostBytes).map { scalar -> Character in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .surrogate: " "
            default: Character(scalar)
            }
        }
        return String(String(scalars).trimmingBlanks)
    }

    /// Words of at most 75 bytes, each of whole characters, on lines of their own.
    private static func encodedWords(_ text: String) -> String {
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if words[words.count - 1].count + bytes.count > 45 { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }
            .joined(separator: "\r\n ")
    }
}
