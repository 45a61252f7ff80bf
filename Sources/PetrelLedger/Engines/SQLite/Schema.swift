internal import GRDB

/// The tables of a ledger, and how an older file becomes one of today.
enum Schema {
    /// Written into the file's header; SQLite keeps it for the application.
    static let version = 1
    /// Says that the file is ours: `Ptrl`.
    static let applicationID = 0x5074_726C

    /// Brings the file to today's version, in the caller's transaction.
    static func migrate(_ db: Database, path: String) throws {
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard found <= version else {
            throw LedgerError.newerSchema(path: path, found: found, known: version)
        }
        if found == 0 { try create(db, path: path) }
    }

    private static func create(_ db: Database, path: String) throws {
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        guard tables == 0 else { throw LedgerError.notALedger(path: path) }
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: resources + partitions + plugins)
        try db.execute(sql: "PRAGMA user_version = \(version)")
    }

    /// Lists show what is not removed, hence the partial indexes; each ends in the order of the lists.
    private static let resources = """
        CREATE TABLE resources (
            number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL,
            version INTEGER NOT NULL, state TEXT NOT NULL, name TEXT,
            account TEXT, domain TEXT, project TEXT, account_name TEXT, domain_path TEXT,
            zone TEXT, parent TEXT, attributes TEXT NOT NULL,
            created INTEGER NOT NULL, changed INTEGER NOT NULL, removed INTEGER,
            UNIQUE (kind, id)
        ) STRICT;
        CREATE INDEX resources_created ON resources (kind, created, id) WHERE removed IS NULL;
        CREATE INDEX resources_all ON resources (kind, created, id);
        CREATE INDEX resources_account ON resources (kind, account, created, id)
            WHERE removed IS NULL AND account IS NOT NULL;
        CREATE INDEX resources_domain ON resources (kind, domain_path, created, id)
            WHERE removed IS NULL AND domain_path IS NOT NULL;
        CREATE INDEX resources_zone ON resources (kind, zone, created, id)
            WHERE removed IS NULL AND zone IS NOT NULL;
        CREATE INDEX resources_parent ON resources (kind, parent, created, id)
            WHERE removed IS NULL AND parent IS NOT NULL;
        CREATE INDEX resources_state ON resources (kind, state, created, id) WHERE removed IS NULL;
        CREATE INDEX resources_name ON resources (kind, name, created, id)
            WHERE removed IS NULL AND name IS NOT NULL;

        """

    /// One row per table of events. `previous_hash` anchors the chain where older partitions were dropped; the last
    /// sequence and the times of a partition that is still written stand in its own table.
    private static let partitions = """
        CREATE TABLE partitions (
            first INTEGER PRIMARY KEY, last INTEGER, opened INTEGER NOT NULL,
            oldest INTEGER, newest INTEGER, previous_hash BLOB
        ) STRICT;
        CREATE TABLE event_counts (
            partition INTEGER NOT NULL, category INTEGER NOT NULL, level INTEGER NOT NULL,
            hidden INTEGER NOT NULL, account TEXT, domain_path TEXT, count INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX event_counts_partition ON event_counts (partition);
        CREATE TABLE event_type_counts (
            partition INTEGER NOT NULL, category INTEGER NOT NULL, level INTEGER NOT NULL,
            hidden INTEGER NOT NULL, type TEXT NOT NULL, count INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX event_type_counts_partition ON event_type_counts (partition);

        """

    private static let plugins = """
        CREATE TABLE cursors (name TEXT PRIMARY KEY, sequence INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE plugin_tables (name TEXT PRIMARY KEY, migrations INTEGER NOT NULL)
            STRICT, WITHOUT ROWID;

        """

    /// The table and indexes of one partition of events. Times serve windows; they need not follow the sequence. What an
    /// owner is asked for besides stands in the owner's index, so that counting reads no event.
    static func eventTable(_ name: String) -> String {
        """
        CREATE TABLE \(name) (
            sequence INTEGER PRIMARY KEY, id BLOB NOT NULL, time INTEGER NOT NULL,
            category INTEGER NOT NULL, level INTEGER NOT NULL, hidden INTEGER NOT NULL,
            type TEXT NOT NULL, resource TEXT, account TEXT, domain_path TEXT, job TEXT,
            hash BLOB NOT NULL, content BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX \(name)_id ON \(name) (id);
        CREATE INDEX \(name)_time ON \(name) (time);
        CREATE INDEX \(name)_category ON \(name) (category, sequence, level, hidden);
        CREATE INDEX \(name)_level ON \(name) (level, sequence) WHERE level > 1;
        CREATE INDEX \(name)_type ON \(name) (type, sequence);
        CREATE INDEX \(name)_resource ON \(name) (resource, sequence) WHERE resource IS NOT NULL;
        CREATE INDEX \(name)_account ON \(name) (account, sequence, category, level, hidden, type)
            WHERE account IS NOT NULL;
        CREATE INDEX \(name)_domain ON \(name) (domain_path, sequence, category, level, hidden, type)
            WHERE domain_path IS NOT NULL;
        CREATE INDEX \(name)_job ON \(name) (job, sequence) WHERE job IS NOT NULL;
        """
    }
}
