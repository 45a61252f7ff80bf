/// A request under `/v1`, as it came in.
struct V1Request: Sendable {
    enum Method: String, Sendable, Hashable {
        case get = "GET"
        case head = "HEAD"
        case options = "OPTIONS"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
        case other
    }

    var method = Method.get
    /// The whole path, still encoded, without what follows `?`.
    var path: String
    /// What follows `?`, still encoded.
    var query: [UInt8] = []
    /// Empty for methods that have none.
    var body: [UInt8] = []
    /// The header `Authorization`.
    var authorization: String?
    /// The cookies, as in the header.
    var cookies: String?
    /// The header `Last-Event-ID`, which a browser sends when it connects again.
    var lastEventID: String?
    /// The site whose page sends the request; only browsers say.
    var origin: String?

    init(method: Method = .get, target: String) {
        self.method = method
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        path = String(target[..<mark])
        if mark < target.endIndex { query = Array(target[mark...].utf8.dropFirst()) }
    }
}
