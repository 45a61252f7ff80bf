/// Finds what somebody probably meant.
public enum Spelling {
    /// The candidate that differs in the fewest letters, if it differs in few.
    public static func nearest(to word: String, among candidates: [String]) -> String? {
        let scored = candidates.map { ($0, distance(word.lowercased(), $0.lowercased())) }
        guard let best = scored.min(by: { ($0.1, $0.0) < ($1.1, $1.0) }) else { return nil }
        return best.1 <= max(2, word.count / 3) ? best.0 : nil
    }

    /// How many letters are inserted, left out or replaced between the two.
    static func distance(_ one: String, _ other: String) -> Int {
        let (one, other) = (
            Array(one.unicodeScalars.prefix(100)), Array(other.unicodeScalars.prefix(100))
        )
        var row = Array(0...other.count)
        for (i, letter) in one.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, rival) in other.enumerated() {
                let replaced = diagonal + (letter == rival ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[other.count]
    }
}
