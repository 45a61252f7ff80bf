extension CloudEvent {
    /// Who caused the event. Work that nobody asked for has the system user here.
    public struct Actor: Hashable, Sendable {
        /// The user's UUID.
        public var user: String
        /// The UUID of the account the user acted for.
        public var account: String
        public var userName: String?
        public var accountName: String?

        public init(
            user: String, account: String, userName: String? = nil, accountName: String? = nil
        ) {
            self.user = user
            self.account = account
            self.userName = userName
            self.accountName = accountName
        }
    }

    /// Whose resource the event is about, whoever acted on it. Decides which tenants may see it.
    public struct Owner: Hashable, Sendable {
        /// The account's UUID.
        public var account: String
        /// The UUID of the account's domain.
        public var domain: String?
        /// The project's UUID when the account is a project's.
        public var project: String?
        public var accountName: String?

        public init(
            account: String, domain: String? = nil, project: String? = nil,
            accountName: String? = nil
        ) {
            self.account = account
            self.domain = domain
            self.project = project
            self.accountName = accountName
        }
    }

    /// What led to the event.
    public struct Cause: Hashable, Sendable {
        /// The event this one follows from.
        public var event: EventID?
        /// The UUID of the asynchronous job that did the work.
        public var job: String?

        public init(event: EventID? = nil, job: String? = nil) {
            self.event = event
            self.job = job
        }
    }

    /// How much an event matters to a person reading a list.
    public enum Level: String, Hashable, Sendable, CaseIterable {
        case info = "INFO"
        case warning = "WARN"
        case error = "ERROR"
    }
}
