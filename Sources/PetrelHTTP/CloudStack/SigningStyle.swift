/// How a client writes down what it signs. Clients agree on letters and digits and differ in marks.
struct SigningStyle: Sendable, Hashable {
    enum Names: Sendable, Hashable, CaseIterable {
        case raw, encoded
        /// Encoded but for the brackets of `tags[0].key`.
        case encodedOutsideBrackets
    }

    var encodesTilde = true
    var encodesAsterisk = false
    var encodesBrackets = true
    var names = Names.raw
    var sortsByLowercasedName = false

    /// As the field's server does it.
    static let strict = SigningStyle()

    /// The most ways that are tried for one request.
    static let most = 32

    /// The styles that can give different texts for these parameters, the strict one first.
    static func all(for fields: [QueryParameters.Field]) -> [SigningStyle] {
        let values = fields.lazy.map(\.value.utf8)
        let names = fields.lazy.map(\.name.utf8)
        var styles = [strict]
        styles.vary(values.contains { $0.contains(UInt8(ascii: "~")) }) { $0.encodesTilde = false }
        styles.vary(isSortedByCase(fields)) { $0.sortsByLowercasedName = true }
        styles.vary(values.contains { $0.contains(UInt8(ascii: "*")) }) {
            $0.encodesAsterisk = true
        }
        if names.contains(where: { !$0.allSatisfy(FormEncoding.isPlain) }) {
            let raw = styles
            for form in [Names.encodedOutsideBrackets, .encoded] {
                styles += raw.map { $0.with { style in style.names = form } }
            }
        }
        let hasBrackets = values.contains { value in
            value.contains { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }
        }
        styles.vary(hasBrackets) { $0.encodesBrackets = false }
        return Array(styles.prefix(most))
    }

    /// Whether the order of the names depends on their capitals.
    private static func isSortedByCase(_ fields: [QueryParameters.Field]) -> Bool {
        func names(_ style: SigningStyle) -> [String] { style.sorted(fields).map(\.name) }
        return names(strict) != names(strict.with { $0.sortsByLowercasedName = true })
    }

    func with(_ change: (inout SigningStyle) -> Void) -> SigningStyle {
        var style = self
        change(&style)
        return style
    }
}

extension [SigningStyle] {
    /// Doubles the styles by a change, if it can matter.
    fileprivate mutating func vary(_ matters: Bool, _ change: (inout SigningStyle) -> Void) {
        if matters { self += map { $0.with(change) } }
    }
}
