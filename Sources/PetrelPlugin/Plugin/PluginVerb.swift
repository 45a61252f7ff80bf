/// What `petrel` can do about a plug-in: an API command with a name for people.
///
/// `petrel amqp status` calls `listAMQPBrokers` and shows the columns as a table; `--json` shows the answer.
/// What follows the verb as `name=value` or `--name value` goes along as parameters, as the command declares them; of a
/// date also how long ago, as `7d`.
public struct PluginVerb: Sendable, Hashable {
    /// As `status`; `petrel`, the plug-in's name and this are typed.
    public let name: String
    public let summary: String
    /// The API command behind it; empty where it is a route.
    public let command: String
    /// The route behind it, as `export`: a file that goes to standard output while it is made.
    public let route: String?
    /// Parameters that always go along.
    public let parameters: [String: String]
    /// The first values that are typed without a name are these parameters'.
    public let positional: [String]
    /// Members of the answer's objects that a table shows, in order; empty shows all of one object.
    public let columns: [String]
    /// Values of parameters that were not given; of dates also how long ago, as `30d`.
    public let fallbacks: [String: String]
    /// A member of the answer, or of the objects in it, that is `false` when what was asked for did not work out. Then
    /// `petrel` ends with 1.
    public let verdict: String?

    public init(
        _ name: String, _ summary: String, command: String, parameters: [String: String] = [:],
        positional: [String] = [], columns: [String] = [], fallbacks: [String: String] = [:],
        verdict: String? = nil
    ) {
        self.name = name
        self.summary = summary
        self.command = command
        route = nil
        self.parameters = parameters
        self.positional = positional
        self.columns = columns
        self.fallbacks = fallbacks
        self.verdict = verdict
    }

    /// What a route of the plug-in sends, printed.
    public init(
        _ name: String, _ summary: String, downloading route: String,
        parameters: [String: String] = [:], positional: [String] = [],
        fallbacks: [String: String] = [:]
    ) {
        self.name = name
        self.summary = summary
        command = ""
        self.route = route
        self.parameters = parameters
        self.positional = positional
        columns = []
        self.fallbacks = fallbacks
        verdict = nil
    }
}
