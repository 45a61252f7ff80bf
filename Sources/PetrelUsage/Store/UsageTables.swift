/// The plug-in's tables. Times are nanoseconds since 1970.
enum UsageTables {
    static let migrations = [
        """
        CREATE TABLE usage_resources (
            number BIGINT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL,
            clock BIGINT NOT NULL, state TEXT NOT NULL, told TEXT NOT NULL, readings TEXT,
            UNIQUE (kind, id))
        """,
        """
        CREATE TABLE usage_terms (
            number BIGINT NOT NULL PRIMARY KEY, content TEXT NOT NULL UNIQUE, account TEXT NOT NULL,
            domain TEXT, path TEXT, project TEXT)
        """,
        """
        CREATE TABLE usage_intervals (
            resource BIGINT NOT NULL, meter TEXT NOT NULL, subject TEXT NOT NULL,
            began BIGINT NOT NULL, weight BIGINT NOT NULL, ended BIGINT, terms BIGINT NOT NULL,
            opened BIGINT NOT NULL, closed BIGINT,
            PRIMARY KEY (resource, meter, subject, began, weight))
        """,
        "CREATE INDEX usage_intervals_open ON usage_intervals (resource) WHERE ended IS NULL",
        """
        CREATE INDEX usage_intervals_subject ON usage_intervals (subject)
            WHERE ended IS NULL AND subject <> ''
        """,
        """
        CREATE TABLE usage_samples (
            sequence BIGINT NOT NULL, resource BIGINT NOT NULL, meter TEXT NOT NULL,
            at BIGINT NOT NULL, amount BIGINT NOT NULL, value TEXT, terms BIGINT NOT NULL,
            PRIMARY KEY (sequence, resource, meter))
        """,
        "CREATE INDEX usage_samples_at ON usage_samples (at)",
        "CREATE TABLE usage_progress (name TEXT NOT NULL PRIMARY KEY, sequence BIGINT NOT NULL)",
        "CREATE TABLE usage_ingested (source TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (source, id))",
        """
        CREATE TABLE usage_meters (
            name TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, unit TEXT NOT NULL,
            summary TEXT NOT NULL)
        """,
        """
        CREATE TABLE usage_books (
            name TEXT NOT NULL PRIMARY KEY, content TEXT NOT NULL)
        """,
        """
        CREATE TABLE usage_invoices (
            number BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, began BIGINT NOT NULL,
            ended BIGINT NOT NULL, made BIGINT NOT NULL, book TEXT NOT NULL, content TEXT NOT NULL,
            UNIQUE (account, began, ended))
        """,
        """
        CREATE TABLE usage_credits (
            id TEXT NOT NULL PRIMARY KEY, account TEXT NOT NULL, micros BIGINT NOT NULL,
            at BIGINT NOT NULL)
        """,
        """
        CREATE TABLE usage_budgets (
            account TEXT NOT NULL PRIMARY KEY, micros BIGINT NOT NULL, book TEXT NOT NULL)
        """,
        """
        CREATE TABLE usage_crossings (
            account TEXT NOT NULL, period BIGINT NOT NULL, threshold BIGINT NOT NULL,
            PRIMARY KEY (account, period, threshold))
        """,
    ]
}
