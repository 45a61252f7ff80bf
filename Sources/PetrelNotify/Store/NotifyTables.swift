/// The plug-in's tables. Times are nanoseconds since 1970.
enum NotifyTables {
    static let migrations = [
        """
        CREATE TABLE notify_subscriptions (
            id TEXT NOT NULL PRIMARY KEY, account TEXT NOT NULL, domain_path TEXT NOT NULL,
            created BIGINT NOT NULL, body TEXT NOT NULL)
        """,
        "CREATE INDEX notify_subscriptions_account ON notify_subscriptions (account)",
        // Where a subscription is, and where a replay is. One that is not behind is where the plug-in is.
        """
        CREATE TABLE notify_progress (
            subscription TEXT NOT NULL, run TEXT NOT NULL, position BIGINT NOT NULL,
            counter BIGINT NOT NULL, behind BIGINT NOT NULL, latest BIGINT NOT NULL,
            ends BIGINT NOT NULL, PRIMARY KEY (subscription, run))
        """,
        """
        CREATE TABLE notify_held (
            subscription TEXT NOT NULL, run TEXT NOT NULL, sequence BIGINT NOT NULL,
            lane TEXT NOT NULL, counter BIGINT NOT NULL, attempts BIGINT NOT NULL,
            step BIGINT NOT NULL, due BIGINT NOT NULL, reason TEXT,
            PRIMARY KEY (subscription, run, sequence))
        """,
        """
        CREATE TABLE notify_dead (
            subscription TEXT NOT NULL, sequence BIGINT NOT NULL, event TEXT NOT NULL,
            type TEXT NOT NULL, lane TEXT NOT NULL, counter BIGINT NOT NULL,
            attempts BIGINT NOT NULL, at BIGINT NOT NULL, reason TEXT NOT NULL,
            PRIMARY KEY (subscription, sequence))
        """,
        """
        CREATE TABLE notify_attempts (
            id TEXT NOT NULL PRIMARY KEY, subscription TEXT NOT NULL, number BIGINT NOT NULL,
            sequence BIGINT NOT NULL, event TEXT NOT NULL, type TEXT NOT NULL,
            counter BIGINT NOT NULL, attempt BIGINT NOT NULL, began BIGINT NOT NULL,
            ended BIGINT NOT NULL, success BIGINT NOT NULL, status BIGINT, reason TEXT,
            excerpt TEXT NOT NULL, headers TEXT, payload TEXT)
        """,
        "CREATE INDEX notify_attempts_of ON notify_attempts (subscription, number)",
        "CREATE INDEX notify_attempts_event ON notify_attempts (subscription, event)",
        """
        CREATE TABLE notify_keys (
            account TEXT NOT NULL, name TEXT NOT NULL, request TEXT NOT NULL, answer TEXT NOT NULL,
            at BIGINT NOT NULL, PRIMARY KEY (account, name))
        """,
        // A thousand attempts of a subscription are looked through faster than each is put into one more index.
        "DROP INDEX notify_attempts_event",
        // A domain's subscriptions are counted in the commit that makes one more.
        "ALTER TABLE notify_held ADD COLUMN bytes BIGINT NOT NULL DEFAULT 0",
        "CREATE INDEX notify_subscriptions_domain ON notify_subscriptions (domain_path)",
        // What is done beyond the position, as ``Beyond`` says it.
        "ALTER TABLE notify_progress ADD COLUMN beyond TEXT",
    ]
}
