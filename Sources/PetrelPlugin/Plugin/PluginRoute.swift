public import PetrelCloud

/// A path of a plug-in's own under `/v1/plugins/NAME/`, for callers that the server knows.
public struct PluginRoute: Sendable {
    public enum Method: String, Sendable, Hashable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    public struct Request: Sendable {
        public let caller: Caller
        /// What stands in the path for `{word}`.
        public let path: [String: String]
        /// By name; of a name that comes twice, the first.
        public let query: [String: String]
        /// The body, if it was JSON.
        public let body: JSONValue?

        public init(
            caller: Caller, path: [String: String], query: [String: String], body: JSONValue?
        ) {
            self.caller = caller
            self.path = path
            self.query = query
            self.body = body
        }
    }

    public let method: Method
    /// As `brokers/{id}/test`, without a slash in front.
    public let path: String
    public let roles: APICommand.Roles
    public let summary: String
    /// Answers with JSON, or throws an ``APIError`` whose code becomes the status.
    public let run: @Sendable (Request) async throws -> JSONValue

    public init(
        _ method: Method, _ path: String, roles: APICommand.Roles, _ summary: String,
        run: @escaping @Sendable (Request) async throws -> JSONValue
    ) {
        self.method = method
        self.path = path
        self.roles = roles
        self.summary = summary
        self.run = run
    }
}
