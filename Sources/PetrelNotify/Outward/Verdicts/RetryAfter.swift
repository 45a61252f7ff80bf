internal import PetrelCloud

/// The pause that a receiver asks for.
enum RetryAfter {
    static let longest = Duration.seconds(86_400)

    /// Reads seconds or a date of HTTP's usual form; `nil` for everything else and for dates that are over.
    static func duration(_ text: String?, now: Timestamp) -> Duration? {
        guard let text else { return nil }
        if !text.isEmpty, text.utf8.count <= 18, text.utf8.allSatisfy({ (48...57).contains($0) }) {
            return Int64(text).map { min(.seconds($0), longest) }
        }
        guard let time = date(text) else { return nil }
        let pause = now.duration(to: time)
        return pause > .zero ? min(pause, longest) : nil
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    private static func date(_ text: String) -> Timestamp? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 6, words[5] == "GMT",
            let month = months.firstIndex(of: String(words[2])), words[1].utf8.count == 2
        else { return nil }
        let digits = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        return Timestamp("\(words[3])-\(digits)-\(words[1])T\(words[4])Z")
    }
}
