public import Logging
public import PetrelBus
public import PetrelCloud
public import PetrelLedger

/// All that a plug-in is given. What is not here, a plug-in cannot touch.
public struct PluginContext: Sendable {
    /// The plug-in's name.
    public let name: String
    /// This server among several.
    public let node: String
    public let settings: PluginSettings
    public let logger: Logger
    /// Events of this process, as they are committed. For what may be missed; durable work reads ``durable(_:matching:from:limit:scope:)``.
    public let bus: EventBus
    /// Resources and events, to read.
    public let store: any LedgerReading
    let ledger: any Ledger
    let progress: PluginProgress
    let tell: @Sendable ([CloudEvent]) async throws -> Void

    public init(
        name: String, node: String, settings: PluginSettings, logger: Logger, bus: EventBus,
        ledger: any Ledger, tell: @escaping @Sendable ([CloudEvent]) async throws -> Void
    ) {
        self.init(
            name: name, node: node, settings: settings, logger: logger, bus: bus, ledger: ledger,
            progress: PluginProgress(), tell: tell)
    }

    init(
        name: String, node: String, settings: PluginSettings, logger: Logger, bus: EventBus,
        ledger: any Ledger, progress: PluginProgress,
        tell: @escaping @Sendable ([CloudEvent]) async throws -> Void
    ) {
        self.name = name
        self.node = node
        self.settings = settings
        self.logger = logger
        self.bus = bus
        self.store = LedgerView(ledger: ledger)
        self.ledger = ledger
        self.progress = progress
        self.tell = tell
    }

    /// Makes the plug-in's tables, each statement once in the life of the ledger. Their names begin with the plug-in's.
    public func tables(_ migrations: [String]) async throws {
        try await ledger.prepare(tables: name, migrations: migrations)
    }

    /// Reads the plug-in's tables.
    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerReader) throws -> Result
    ) async throws -> Result {
        try await ledger.read(body)
    }

    /// Commits events that are the plug-in's own, with rows of its tables, or rows alone.
    @discardableResult
    public func commit(
        _ events: [CloudEvent] = [],
        rows: [@Sendable (any LedgerTransaction) throws -> Void] = []
    ) async throws -> [CloudEvent] {
        try await ledger.commit(Commit(events: events, rows: rows)).events
    }

    /// Raises an alert that operators see.
    public func alert(_ type: EventType, _ subject: String, _ body: String) async throws {
        try await tell([
            .alert(type, subject: subject, body: body, attributes: ["plugin": .string(name)])
        ])
    }
}
