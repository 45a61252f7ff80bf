/// The resources that were read or written last, as they stand in the file.
///
/// Only the writer changes resources, so what it wrote need not be read again. Whoever takes back what was written has
/// to call ``forget()``.
struct RecentRows {
    /// More than this are forgotten together; about 2 MB.
    private static let most = 1_024

    private struct Key: Hashable {
        let kind: String
        let id: String
    }

    private var rows: [Key: ResourceRow] = [:]

    func row(kind: String, id: String) -> ResourceRow? { rows[Key(kind: kind, id: id)] }

    mutating func note(_ row: ResourceRow) {
        if rows.count >= Self.most { rows.removeAll(keepingCapacity: true) }
        rows[Key(kind: row.resource.kind, id: row.resource.id)] = row
    }

    mutating func forget() { rows.removeAll(keepingCapacity: true) }
}
