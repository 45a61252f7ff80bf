/// What is known of recipients, of what is kept for them, and of what waits for an answer.
enum PeopleTables {
    static let migrations = [
        "CREATE TABLE notify_secrets (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
        // Whom an account may write to. `due` is when the question goes out; 0 when it has.
        """
        CREATE TABLE notify_addresses (
            account TEXT NOT NULL, channel TEXT NOT NULL, address TEXT NOT NULL,
            account_name TEXT NOT NULL, domain_path TEXT NOT NULL, nonce TEXT NOT NULL,
            due BIGINT NOT NULL, tries BIGINT NOT NULL, expires BIGINT NOT NULL,
            confirmed BIGINT NOT NULL, PRIMARY KEY (account, channel, address))
        """,
        "CREATE UNIQUE INDEX notify_addresses_nonce ON notify_addresses (nonce)",
        "CREATE INDEX notify_addresses_due ON notify_addresses (due)",
        """
        CREATE TABLE notify_questions (
            account TEXT NOT NULL, channel TEXT NOT NULL, address TEXT NOT NULL, at BIGINT NOT NULL)
        """,
        "CREATE INDEX notify_questions_address ON notify_questions (channel, address, at)",
        "CREATE INDEX notify_questions_account ON notify_questions (account, at)",
        // Refusals in a row, and whether nothing more goes there.
        """
        CREATE TABLE notify_suppressed (
            channel TEXT NOT NULL, address TEXT NOT NULL, bounces BIGINT NOT NULL,
            suppressed BIGINT NOT NULL, at BIGINT NOT NULL, status BIGINT, source TEXT NOT NULL,
            reason TEXT NOT NULL, PRIMARY KEY (channel, address))
        """,
        // What went to whom in the last hour.
        """
        CREATE TABLE notify_sent (
            id TEXT NOT NULL PRIMARY KEY, channel TEXT NOT NULL, address TEXT NOT NULL,
            at BIGINT NOT NULL)
        """,
        "CREATE INDEX notify_sent_at ON notify_sent (at)",
        """
        CREATE TABLE notify_digests (
            subscription TEXT NOT NULL, number BIGINT NOT NULL, due BIGINT NOT NULL,
            body TEXT NOT NULL, PRIMARY KEY (subscription, number))
        """,
        // What nobody has acknowledged yet. `due` is 0 when it was passed on or somebody has.
        """
        CREATE TABLE notify_escalations (
            subscription TEXT NOT NULL, sequence BIGINT NOT NULL, event TEXT NOT NULL,
            lane TEXT NOT NULL, began BIGINT NOT NULL, due BIGINT NOT NULL, outcome TEXT NOT NULL,
            PRIMARY KEY (subscription, sequence))
        """,
        "CREATE INDEX notify_escalations_due ON notify_escalations (due)",
        "CREATE INDEX notify_escalations_event ON notify_escalations (event)",
        """
        CREATE TABLE notify_acknowledged (
            event TEXT NOT NULL, username TEXT NOT NULL, account TEXT NOT NULL,
            domain_path TEXT NOT NULL, role BIGINT NOT NULL, at BIGINT NOT NULL,
            PRIMARY KEY (event, account, username))
        """,
    ]
}
