public import PetrelCloud

/// A path of a plug-in's own under `/v1/plugins/NAME/`, for callers that the server knows. The shorter `/v1/NAME/`
/// leads there too, unless the server has something of its own at it.
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

    /// What goes back.
    public enum Answer: Sendable {
        case json(JSONValue)
        case stream(Stream)

        /// The answer, where it is JSON.
        public var json: JSONValue? {
            if case .json(let json) = self { json } else { nil }
        }
    }

    /// A body that is sent while it is made, for what is long.
    public struct Stream: Sendable {
        /// As the web names it, as `text/csv`.
        public let contentType: String
        /// The body, piece by piece; the next one is asked for when the reader has taken the last.
        public let pieces: AsyncThrowingStream<[UInt8], any Error>

        public init(contentType: String, pieces: AsyncThrowingStream<[UInt8], any Error>) {
            self.contentType = contentType
            self.pieces = pieces
        }
    }

    public let method: Method
    /// As `brokers/{id}/test`, without a slash in front.
    public let path: String
    public let roles: APICommand.Roles
    /// Whether it answers whoever asks, without keys.
    public let isOpen: Bool
    public let summary: String
    /// Parameters behind `?` that it reads, for the description of the API.
    public let parameters: [APIParameter]
    /// Answers, or throws an ``APIError`` that says what was wrong with the request.
    public let run: @Sendable (Request) async throws -> Answer

    /// A route that answers with JSON.
    public init(
        _ method: Method, _ path: String, roles: APICommand.Roles, _ summary: String,
        parameters: [APIParameter] = [],
        run: @escaping @Sendable (Request) async throws -> JSONValue
    ) {
        self.init(method, path, roles, summary, parameters) { .json(try await run($0)) }
    }

    /// A route whose answer is sent while it is made.
    public init(
        streaming path: String, roles: APICommand.Roles, _ summary: String,
        parameters: [APIParameter] = [],
        run: @escaping @Sendable (Request) async throws -> Stream
    ) {
        self.init(.get, path, roles, summary, parameters) { .stream(try await run($0)) }
    }

    /// A route that answers whoever asks, without keys, such as public keys to verify with. It is given what stands in
    /// its path and nothing else, and changes nothing.
    public init(
        open path: String, _ summary: String,
        run: @escaping @Sendable (_ path: [String: String]) async throws -> JSONValue
    ) {
        self.init(.get, path, [], summary, [], isOpen: true) { .json(try await run($0.path)) }
    }

    private init(
        _ method: Method, _ path: String, _ roles: APICommand.Roles, _ summary: String,
        _ parameters: [APIParameter], isOpen: Bool = false,
        _ run: @escaping @Sendable (Request) async throws -> Answer
    ) {
        self.method = method
        self.path = path
        self.roles = roles
        self.isOpen = isOpen
        self.summary = summary
        self.parameters = parameters
        self.run = run
    }
}
