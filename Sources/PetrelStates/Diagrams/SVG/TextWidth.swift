/// How wide text comes out, as near as that can be known without the reader's font.
///
/// The widths are those of a broad sans-serif, so that text fits in the narrower ones as well.
enum TextWidth {
    private static let narrow: Set<Character> = Set("ijl'|IJ,.:;/\\! ")
    private static let slim: Set<Character> = Set("ftr-()[]\"*_`")
    private static let wide: Set<Character> = Set("mwMWNHDGOQU@%&#+<=>^~")

    static func of(_ text: String, size: Double, bold: Bool = false) -> Double {
        text.reduce(0) { $0 + width($1) } * size * (bold ? 1.1 : 1)
    }

    private static func width(_ character: Character) -> Double {
        guard character.isASCII else { return 1.1 }
        if narrow.contains(character) { return 0.34 }
        if slim.contains(character) { return 0.44 }
        return wide.contains(character) ? 0.88 : 0.64
    }

    /// The text, cut where it would be too long for a drawing.
    static func shortened(_ text: String, to limit: Int = 44) -> String {
        text.count <= limit ? text : text.prefix(limit - 1) + "…"
    }
}
