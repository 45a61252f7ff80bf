internal import PetrelCloud

/// A part of the server that carries events somewhere or makes something of them.
///
/// ```swift
/// struct Tickets: Plugin {
///     static let name = "tickets"
///     static let summary = "Opens a ticket for every alert."
///     let context: PluginContext
///
///     init(_ context: PluginContext) throws { self.context = context }
///
///     func run() async throws {
///         for try await batch in try await context.durable(matching: "*.AlertEvent.#") {
///             try await batch.acknowledge { rows in … }   // own rows and cursor in one commit
///         }
///     }
/// }
/// ```
///
/// - Start: `init` reads the settings and throws when they are wrong; then what the plug-in declares is registered, and
///   ``run()`` begins.
/// - Failure: when ``run()`` throws or returns, the host raises an alert event, waits (1 s, doubled each time up to a
///   minute) and makes the plug-in anew. Nobody else notices.
/// - End: the task of ``run()`` is cancelled; it has a little time to finish what is under way, a quarter of the
///   server's `stop-time`. What was not acknowledged comes again at the next start.
public protocol Plugin: Sendable {
    /// One word of lower-case letters and digits, which names the plug-in's settings, cursors, tables and metrics.
    static var name: String { get }
    /// What it does, in one sentence.
    static var summary: String { get }
    /// What is typed behind `petrel` for its ``verbs``, where that is another word than its name, which works as well.
    static var command: String { get }
    /// What `petrel` can be told about it from the command line, without a server in the same process.
    static var verbs: [PluginVerb] { get }
    /// Commands of `petrel` that are the plug-in's and follow events of a running server.
    static var followers: [any PluginFollower.Type] { get }
    /// Its settings, each with its default and a comment that says what it means: the YAML that belongs under
    /// `plugins`, below its name. `petrel config --defaults` prints it, so it has to be readable as settings.
    static var defaults: String { get }

    /// Reads settings and prepares; nothing runs yet. Throws ``PluginSettingsError`` with every mistake at once.
    init(_ context: PluginContext) async throws

    /// Commands of the API that are the plug-in's.
    var commands: [APICommand] { get }
    /// Paths under `/v1/plugins/NAME/`, and under `/v1/NAME/` where the server has nothing of that name.
    var routes: [PluginRoute] { get }
    /// Pages for people whom the server does not know, at the same addresses as routes.
    var pages: [PluginPage] { get }
    /// Numbers for `/metrics`, read when somebody asks.
    var metrics: [PluginMetric] { get }
    /// How it does at the moment. Asked often; answers from memory.
    var health: PluginHealth { get }

    /// Does its work until the task is cancelled.
    func run() async throws
    /// Takes new settings while it runs, and says whether it could. A plug-in that could not is started anew.
    func reload(_ settings: PluginSettings) async throws -> Bool
}

extension Plugin {
    public static var command: String { name }
    public static var verbs: [PluginVerb] { [] }
    public static var followers: [any PluginFollower.Type] { [] }
    public static var defaults: String { "" }
    public var commands: [APICommand] { [] }
    public var routes: [PluginRoute] { [] }
    public var pages: [PluginPage] { [] }
    public var metrics: [PluginMetric] { [] }
    public var health: PluginHealth { .well }
    public func reload(_ settings: PluginSettings) async throws -> Bool { false }
}
