internal import HTTPTypes

/// Why a connection's guard answers a request by itself.
enum Refusal: Hashable, Sendable {
    case headerTooLarge
    case headerTooSlow
    case bodyTooLarge(limit: Int)
    case bodyTooSlow
    case malformed
    case noHost
    case tooManyConnections
    case serverFull

    var problem: Problem {
        switch self {
        case .headerTooLarge:
            Problem(
                .requestHeaderFieldsTooLarge,
                "The address and header fields are too long or too many: send parameters by POST.")
        case .headerTooSlow: Problem(.requestTimeout, "The header took too long.")
        case .bodyTooLarge(let limit):
            Problem(.contentTooLarge, "The body is larger than \(limit) bytes.")
        case .bodyTooSlow: Problem(.requestTimeout, "The body took too long.")
        case .malformed: Problem(.badRequest, "This is not an HTTP request.")
        case .noHost: Problem(.badRequest, "A request needs one Host field.")
        case .tooManyConnections:
            Problem(
                .tooManyRequests,
                "This address has too many connections: close some, or send more requests over one."
            )
        case .serverFull:
            Problem(.serviceUnavailable, "There are too many connections: try again in a moment.")
        }
    }

    /// Whether a client should wait before it tries the same again.
    var retryAfter: String? {
        switch self {
        case .tooManyConnections, .serverFull: "1"
        default: nil
        }
    }

    var fields: HTTPFields {
        var fields: HTTPFields = [.contentType: "application/problem+json", .connection: "close"]
        fields[.retryAfter] = retryAfter
        return fields
    }

    /// The whole answer, for connections that have no HTTP yet.
    var message: [UInt8] {
        let problem = problem
        var text = "HTTP/1.1 \(problem.status.code) \(problem.status.reasonPhrase)\r\n"
        for field in fields { text += "\(field.name.canonicalName): \(field.value)\r\n" }
        text += "content-length: \(problem.body.count)\r\n\r\n"
        return Array(text.utf8) + problem.body
    }
}
