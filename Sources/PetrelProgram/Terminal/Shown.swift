extension String {
    /// The text as it may stand on one line of a terminal: what a stranger named a machine must not
    /// move the cursor or colour the rest.
    var onOneLine: String {
        guard unicodeScalars.contains(where: \.isControl) else { return self }
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n", "\t", "\r": text.unicodeScalars.append(" ")
            case _ where scalar.isControl: text.unicodeScalars.append("\u{FFFD}")
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// How many columns it takes.
    var columns: Int { reduce(0) { $0 + ($1.isWide ? 2 : 1) } }

    /// Cut to that many columns, with an ellipsis where something is missing.
    func shortened(to width: Int) -> String {
        guard columns > width else { return self }
        var text = ""
        var used = 1
        for character in self {
            used += character.isWide ? 2 : 1
            if used > width { break }
            text.append(character)
        }
        return text + (width > 0 ? "…" : "")
    }

    /// Filled up with blanks to that many columns.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - columns))
    }
}

extension Unicode.Scalar {
    /// Control characters and those that change the direction of writing.
    fileprivate var isControl: Bool {
        switch value {
        case 0...0x1F, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}

extension Character {
    /// Whether terminals give it two columns: East Asian scripts and pictures.
    fileprivate var isWide: Bool {
        guard let value = unicodeScalars.first?.value else { return false }
        switch value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return true
        default: return false
        }
    }
}
