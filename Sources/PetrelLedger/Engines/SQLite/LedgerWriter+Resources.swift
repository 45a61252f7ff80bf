internal import GRDB
internal import PetrelCloud

/// The statements behind changes. Each touches only the columns that change, since every index over a column in a
/// statement's list is written again.
extension LedgerWriter {
    func find(kind: String, id: String) throws -> ResourceRow? {
        if let row = recent.row(kind: kind, id: id) { return row }
        let found = try statements.find.first([.text(kind), .text(id)]) { try ResourceRow($0) }
        if let found { recent.note(found) }
        return found
    }

    func insert(_ resource: Resource) throws {
        var values: [LedgerValue] = [
            .text(resource.kind), .text(resource.id), .integer(resource.version),
            .text(resource.state),
        ]
        values += resource.profile.columnValues
        values.append(.integer(resource.created.nanoseconds))
        values.append(.integer(resource.changed.nanoseconds))
        let sql = """
            INSERT INTO resources (kind, id, version, state, name, account, domain, project,
                account_name, domain_path, zone, parent, attributes, created, changed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try prepared(sql).run(values)
        recent.note(ResourceRow(number: db.lastInsertedRowID, resource: resource))
    }

    func update(_ row: ResourceRow, to resource: Resource, writesProfile: Bool) throws {
        if writesProfile { try update(row, to: resource.profile) }
        let (version, time) = (resource.version, resource.changed.nanoseconds)
        if resource.state == row.resource.state {
            try statements.count.run([.integer(version), .integer(time), .integer(row.number)])
        } else {
            try statements.move.run([
                .integer(version), .integer(time), .text(resource.state), .integer(row.number),
            ])
        }
        recent.note(ResourceRow(number: row.number, resource: resource))
    }

    private func update(_ row: ResourceRow, to profile: Resource.Profile) throws {
        let sql = """
            UPDATE resources SET name = ?, account = ?, domain = ?, project = ?,
                account_name = ?, domain_path = ?, zone = ?, parent = ?, attributes = ?
            WHERE number = ?
            """
        try prepared(sql).run(profile.columnValues + [.integer(row.number)])
    }

    func markRemoved(_ row: ResourceRow, as resource: Resource) throws {
        let sql = "UPDATE resources SET version = ?, changed = ?, removed = ? WHERE number = ?"
        let time = LedgerValue.integer(resource.changed.nanoseconds)
        try prepared(sql).run([.integer(resource.version), time, time, .integer(row.number)])
        recent.note(ResourceRow(number: row.number, resource: resource))
    }
}
