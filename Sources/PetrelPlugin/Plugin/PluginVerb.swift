/// What `petrel` can do about a plug-in: an API command with a name for people.
///
/// `petrel amqp status` calls `listAMQPBrokers` and shows the columns as a table; `--json` shows the answer.
/// What follows the verb as `name=value` goes along as parameters, and so do the flags that the command declares.
public struct PluginVerb: Sendable, Hashable {
    /// As `status`; `petrel`, the plug-in's name and this are typed.
    public let name: String
    public let summary: String
    /// The API command behind it.
    public let command: String
    /// Parameters that always go along.
    public let parameters: [String: String]
    /// The first values that are typed without a name are these parameters'.
    public let positional: [String]
    /// Members of the answer's objects that a table shows, in order; empty shows all of one object.
    public let columns: [String]

    public init(
        _ name: String, _ summary: String, command: String, parameters: [String: String] = [:],
        positional: [String] = [], columns: [String] = []
    ) {
        self.name = name
        self.summary = summary
        self.command = command
        self.parameters = parameters
        self.positional = positional
        self.columns = columns
    }
}
