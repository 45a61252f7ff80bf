internal import GRDB
internal import PetrelCloud

/// A resource as it stands in its table, with the number that finds it again at once.
struct ResourceRow {
    let number: Int64
    let resource: Resource

    static let columns = """
        number, kind, id, version, state, name, account, domain, project, account_name, \
        domain_path, zone, parent, attributes, created, changed, removed
        """

    init(number: Int64, resource: Resource) {
        self.number = number
        self.resource = resource
    }

    /// A row of exactly `columns`.
    init(_ row: some ColumnReading) throws {
        number = try row.integer(0)
        resource = Resource(
            kind: try row.text(1), id: try row.text(2), version: try row.integer(3),
            state: try row.text(4),
            profile: Resource.Profile(
                name: try row.optionalText(5), owner: try Self.owner(row),
                domainPath: try row.optionalText(10), zone: try row.optionalText(11),
                parent: try row.optionalText(12),
                attributes: try Self.attributes(row.text(13))),
            created: try row.time(14), changed: try row.time(15),
            removed: try row.optionalTime(16))
    }

    static let search = "SELECT \(columns) FROM resources WHERE kind = ? AND id = ?"

    static func find(kind: String, id: String, _ db: ReadConnection) throws -> ResourceRow? {
        try db.first(search, [.text(kind), .text(id)]) { try ResourceRow($0) }
    }

    private static func owner(_ row: some ColumnReading) throws -> CloudEvent.Owner? {
        guard let account = try row.optionalText(6) else { return nil }
        return CloudEvent.Owner(
            account: account, domain: try row.optionalText(7),
            project: try row.optionalText(8), accountName: try row.optionalText(9))
    }

    /// Most resources of tests and some of the cloud have none, hence the short way.
    private static func attributes(_ text: String) throws -> [String: JSONValue] {
        guard text != "{}" else { return [:] }
        let reader = JSONReader(maximumBytes: 1 << 30, maximumDepth: JSONReader.deepest)
        guard let attributes = try? reader.read(text).object else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "attributes of a resource are not JSON")
        }
        return attributes
    }
}

extension Resource.Profile {
    /// The values of the columns from `name` to `attributes`.
    var columnValues: [LedgerValue] {
        [
            .text(name), .text(owner?.account), .text(owner?.domain), .text(owner?.project),
            .text(owner?.accountName), .text(domainPath), .text(zone), .text(parent),
            .text(attributes.isEmpty ? "{}" : JSONValue.object(attributes).description),
        ]
    }
}

extension LedgerValue {
    static func text(_ text: String?) -> LedgerValue { text.map { .text($0) } ?? .null }
}
