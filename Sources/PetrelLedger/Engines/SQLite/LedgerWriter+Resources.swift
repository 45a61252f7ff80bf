internal import PetrelCloud

/// The statements behind changes. Each touches only the columns that change, since every index over a column in a
/// statement's list is written again.
extension LedgerWriter {
    func find(kind: String, id: String) throws -> ResourceRow? {
        try prepared(ResourceRow.search).first([.text(kind), .text(id)]) { try ResourceRow($0) }
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
    }

    func update(_ row: ResourceRow, to resource: Resource, writesProfile: Bool) throws {
        if writesProfile { try update(row, to: resource.profile) }
        let changed: [LedgerValue] = [
            .integer(resource.version), .integer(resource.changed.nanoseconds),
        ]
        guard resource.state != row.resource.state else {
            let sql = "UPDATE resources SET version = ?, changed = ? WHERE number = ?"
            return try prepared(sql).run(changed + [.integer(row.number)])
        }
        let sql = "UPDATE resources SET version = ?, changed = ?, state = ? WHERE number = ?"
        try prepared(sql).run(changed + [.text(resource.state), .integer(row.number)])
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
    }
}
