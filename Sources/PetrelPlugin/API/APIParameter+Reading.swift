public import PetrelCloud

/// How the values of a query are written.
extension APIParameter {
    /// `true` and `false` in any case of letters.
    public static func boolean(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true": true
        case "false": false
        default: nil
        }
    }

    /// `2026-11-22`, `2026-11-22 17:00:00`, `2026-11-22T17:00:00` and that with `Z`, `+0000` or
    /// `+00:00`. What names no zone is in UTC.
    public static func date(_ text: String, endOfDay: Bool = false) -> Timestamp? {
        guard text.utf8.count <= 40 else { return nil }
        if text.utf8.count == 10 {
            return Timestamp(text + (endOfDay ? "T23:59:59Z" : "T00:00:00Z"))
        }
        var joined = text
        let blank = joined.utf8.index(joined.startIndex, offsetBy: 10, limitedBy: joined.endIndex)
        if let blank, blank < joined.endIndex, joined.utf8[blank] == UInt8(ascii: " ") {
            joined.replaceSubrange(blank...blank, with: "T")
        }
        return Timestamp(joined) ?? Timestamp(joined, form: .api) ?? Timestamp(joined + "Z")
            ?? Timestamp(text, form: .exchange)
    }

    /// The parts between commas, without blanks around them and without empty ones.
    public static func list(_ text: String) -> [String] {
        text.split(separator: ",").compactMap { part in
            let trimmed = part.drop { $0 == " " }
            guard let last = trimmed.lastIndex(where: { $0 != " " }) else { return nil }
            return String(trimmed[...last])
        }
    }
}
