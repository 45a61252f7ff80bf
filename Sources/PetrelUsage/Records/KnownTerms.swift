internal import PetrelLedger

/// Terms by the number they have in the tables, each read once.
struct KnownTerms {
    struct Entry {
        let terms: UsageTerms
        /// The same for terms that differ in the resource's name only.
        let unnamed: Int
        let isMeant: Bool
    }

    private let reader: any LedgerReader
    private let filter: UsageFilter
    private var entries: [Int64: Entry] = [:]
    private var unnamed: [UsageTerms: Int] = [:]

    init(_ reader: any LedgerReader, _ filter: UsageFilter) {
        self.reader = reader
        self.filter = filter
    }

    /// The terms of that number, and whether the filter means them.
    mutating func entry(_ number: Int64) throws -> Entry {
        if let known = entries[number] { return known }
        let rows = try reader.rows(
            "SELECT content FROM usage_terms WHERE number = ?", [.integer(number)])
        guard let text = rows.first?.first?.text else {
            throw UsageRowError(table: "usage_terms")
        }
        let terms = try UsageTerms(text: text)
        let place = unnamed[terms.unnamed] ?? unnamed.count
        unnamed[terms.unnamed] = place
        let entry = Entry(terms: terms, unnamed: place, isMeant: filter.includes(terms))
        entries[number] = entry
        return entry
    }
}
