/// A text as phones count it: in the GSM alphabet 160 characters, or 153 in each of several messages; in UTF-16 70, or
/// 67.
struct SMSText: Hashable, Sendable {
    /// Without control characters, and cut to what was allowed.
    let text: String
    /// How many messages it costs.
    let segments: Int
    let isGSM: Bool

    /// Cuts `original` so that it costs at most so many messages; a cut text ends in three dots.
    init(_ original: String, segments limit: Int) {
        let clean = Self.cleaned(original)
        var characters = Array(clean)
        var text = clean
        while Self.segments(text) > limit {
            // Nearly all at once, and the rest one by one: what is cut may change the alphabet.
            let most = limit * 160
            characters.removeLast(max(1, characters.count - most))
            text = String(characters) + "..."
        }
        self.text = text
        segments = Self.segments(text)
        isGSM = Self.isGSM(text)
    }

    static func segments(_ text: String) -> Int {
        guard !text.isEmpty else { return 0 }
        let isGSM = isGSM(text)
        let widths =
            isGSM
            ? text.unicodeScalars.map(GSMAlphabet.width) : text.unicodeScalars.map(UTF16.width)
        let (alone, each) = isGSM ? (160, 153) : (70, 67)
        guard widths.reduce(0, +) > alone else { return 1 }
        var (segments, filled) = (1, 0)
        for width in widths {
            // Nothing that takes two places is divided.
            if filled + width > each { (segments, filled) = (segments + 1, 0) }
            filled += width
        }
        return segments
    }

    private static func isGSM(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { GSMAlphabet.width($0) > 0 }
    }

    /// Line ends stay; other control characters, and those that turn the direction of reading, go.
    private static func cleaned(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control where scalar == "\n" || scalar == "\r": scalars.append("\n")
            case .control, .surrogate, .privateUse, .unassigned: continue
            case .lineSeparator, .paragraphSeparator: scalars.append("\n")
            case .format where scalar != "\u{200D}": continue
            default: scalars.append(scalar)
            }
        }
        return String(scalars).trimmingCharacters
    }
}

extension String {
    /// Without blanks and line ends at either end.
    fileprivate var trimmingCharacters: String {
        let rest = drop(while: \.isWhitespace)
        let end = rest.lastIndex { !$0.isWhitespace }.map { rest.index(after: $0) }
        return String(rest[..<(end ?? rest.startIndex)])
    }
}
