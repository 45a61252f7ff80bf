/// Foreign bytes, made fit to be shown.
enum Excerpt {
    static let maximumBytes = 1_024

    static func text(of bytes: some Collection<UInt8>) -> String {
        var text = ""
        var count = 0
        for scalar in String(decoding: bytes.prefix(maximumBytes), as: UTF8.self).unicodeScalars {
            let shown = isShown(scalar) ? scalar : " "
            count += UTF8.width(shown)
            guard count <= maximumBytes else { break }
            text.unicodeScalars.append(shown)
        }
        return text
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
            .unassigned:
            false
        default: true
        }
    }
}
