/// Finds what somebody probably meant.
enum NearestName {
    /// The name that is fewest slips away; `nil` when none is near enough to be meant.
    static func of(_ text: String, among names: some Sequence<String>) -> String? {
        let wanted = text.lowercased()
        let limit = max(1, wanted.count / 3)
        var best: (name: String, slips: Int)?
        for name in names {
            let slips = slips(from: wanted, to: name.lowercased())
            if slips <= min(limit, (best?.slips ?? .max) - 1) { best = (name, slips) }
        }
        return best?.name
    }

    /// How many letters were added, left out, changed or swapped with their neighbour.
    static func slips(from left: String, to right: String) -> Int {
        let (left, right) = (Array(left), Array(right))
        guard abs(left.count - right.count) < 40 else { return .max }
        var older = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                let change = last[j] + (left[i] == right[j] ? 0 : 1)
                row.append(min(change, last[j + 1] + 1, row[j] + 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    row[j + 1] = min(row[j + 1], older[j - 1] + 1)
                }
            }
            (older, last) = (last, row)
        }
        return last[right.count]
    }
}
