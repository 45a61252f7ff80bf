/// The plug-in's tables. Times are nanoseconds since 1970.
enum UsageTables {
    static let migrations = original + clustered + found + credits

    private static let original = [
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

    /// Intervals lie in the order of their keys, so that a resource's are read in one go. `correction` is 0 for what was
    /// metered, and the sequence of the event for what a correction takes back or adds.
    private static let clustered = [
        """
        CREATE TABLE usage_clustered (
            resource BIGINT NOT NULL, meter TEXT NOT NULL, subject TEXT NOT NULL,
            began BIGINT NOT NULL, correction BIGINT NOT NULL, weight BIGINT NOT NULL,
            ended BIGINT, terms BIGINT NOT NULL, opened BIGINT NOT NULL, closed BIGINT,
            PRIMARY KEY (resource, meter, subject, began, correction)) WITHOUT ROWID
        """,
        """
        INSERT INTO usage_clustered
        SELECT resource, meter, subject, began,
            CASE WHEN weight < 0 OR closed = opened THEN opened ELSE 0 END, weight, ended, terms,
            opened, closed
        FROM usage_intervals
        """,
        "DROP TABLE usage_intervals",
        "ALTER TABLE usage_clustered RENAME TO usage_intervals",
        "CREATE INDEX usage_intervals_open ON usage_intervals (resource) WHERE ended IS NULL",
        """
        CREATE INDEX usage_intervals_subject ON usage_intervals (subject)
            WHERE ended IS NULL AND subject <> ''
        """,
    ]

    /// What finds the resources that a question may be about: those that an account ever paid for, or one by its id.
    private static let found = [
        """
        CREATE TABLE usage_owners (
            account TEXT NOT NULL, resource BIGINT NOT NULL, PRIMARY KEY (account, resource))
            WITHOUT ROWID
        """,
        """
        INSERT INTO usage_owners
        SELECT t.account, x.resource FROM usage_intervals x JOIN usage_terms t ON t.number = x.terms
        UNION
        SELECT t.account, x.resource FROM usage_samples x JOIN usage_terms t ON t.number = x.terms
        """,
        "CREATE INDEX usage_terms_path ON usage_terms (path, account)",
        "CREATE INDEX usage_terms_project ON usage_terms (project, account) WHERE project IS NOT NULL",
        "CREATE INDEX usage_resources_id ON usage_resources (id)",
        "CREATE INDEX usage_samples_resource ON usage_samples (resource, at)",
        "DROP INDEX usage_samples_at",
    ]

    private static let credits = [
        """
        CREATE TABLE usage_credit_crossings (
            account TEXT NOT NULL, paid TEXT NOT NULL, threshold BIGINT NOT NULL,
            PRIMARY KEY (account, paid, threshold))
        """
    ]
}
