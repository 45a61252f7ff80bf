/// One column that must have one of some values.
struct Filter: Sendable, Hashable {
    let column: String
    let values: [LedgerValue]
    /// The ending of the index's name that finds rows by this column in the order of the lists; `nil` without one.
    let index: String?
    /// What the index wants to hear beside the value, since it does not hold all rows.
    var hint = ""

    init(_ column: String, in values: [LedgerValue], index: String? = nil) {
        self.column = column
        // A value that is asked for twice is still there once.
        var seen: Set<LedgerValue> = []
        self.values = values.filter { seen.insert($0).inserted }
        self.index = index
    }

    /// Nothing is among no values. That is known without looking anything up, and SQLite walks no index for it.
    var matchesNothing: Bool { values.isEmpty }

    /// The condition as one that no index serves, so that the planner keeps to the index it was told.
    var passive: Clause {
        Clause("+\(column) IN (\(Clause.marks(values.count)))", values)
    }
}

/// A piece of SQL with what belongs in its question marks.
struct Clause: Sendable, Hashable {
    var sql: String
    var arguments: [LedgerValue]

    init(_ sql: String, _ arguments: [LedgerValue] = []) {
        self.sql = sql
        self.arguments = arguments
    }

    static func marks(_ count: Int) -> String {
        Array(repeating: "?", count: count).joined(separator: ", ")
    }

    /// All of them, as what follows `WHERE`.
    static func all(_ clauses: [Clause]) -> Clause {
        Clause(
            clauses.isEmpty ? "1" : clauses.map(\.sql).joined(separator: " AND "),
            clauses.flatMap(\.arguments))
    }

    /// Text that holds `part`, whatever characters that has, without regard to the case of ASCII letters.
    static func contains(_ expression: String, _ part: String) -> Clause {
        var pattern = ""
        for character in part {
            if "%_\\".contains(character) { pattern.append("\\") }
            pattern.append(character)
        }
        return Clause("\(expression) LIKE ? ESCAPE '\\'", [.text("%\(pattern)%")])
    }
}
