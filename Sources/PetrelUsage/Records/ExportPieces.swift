/// Records as a file, made while it is read, so that the text is never in memory as a whole.
actor ExportPieces {
    /// Records in one piece.
    private static let size = 500

    private var records: ArraySlice<UsageRecord>
    private var header: String?
    private let line: @Sendable (UsageRecord) -> String

    /// - Parameter header: The first line, if it is not empty.
    init(
        _ records: [UsageRecord], header: String, line: @escaping @Sendable (UsageRecord) -> String
    ) {
        self.records = records[...]
        self.header = header.isEmpty ? nil : header
        self.line = line
    }

    /// The next lines; `nil` after the last.
    func next() -> [UInt8]? {
        guard header != nil || !records.isEmpty else { return nil }
        var text = header.map { $0 + "\n" } ?? ""
        header = nil
        for record in records.prefix(Self.size) { text += line(record) + "\n" }
        records = records.dropFirst(Self.size)
        return Array(text.utf8)
    }
}
