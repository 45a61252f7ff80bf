/// A request to `/client/api`, as it came in.
public struct CloudStackRequest: Sendable {
    public enum Method: Sendable, Hashable { case get, post, other }

    public var method: Method
    /// What follows `/client/api/`, if anything; it has to say what the parameter `command` says.
    public var pathCommand: String?
    /// What follows `?`, still encoded.
    public var query: [UInt8]
    /// The body. Anything but a form, as its type says, is not read.
    public var body: [UInt8]
    public var contentType: String?
    /// The cookies, as in the header.
    public var cookies: String?
    /// Whether the connection is encrypted, so that cookies can be kept to such.
    public var isSecure: Bool
    /// The address it came from, as far as the server's own socket knows.
    public var address: String

    public init(
        method: Method = .get, pathCommand: String? = nil, query: [UInt8] = [], body: [UInt8] = [],
        contentType: String? = nil,
        cookies: String? = nil, isSecure: Bool = false, address: String = ""
    ) {
        self.method = method
        self.pathCommand = pathCommand
        self.query = query
        self.body = body
        self.contentType = contentType
        self.cookies = cookies
        self.isSecure = isSecure
        self.address = address
    }

    /// The body, if it is a form.
    var form: [UInt8] {
        guard method == .post else { return [] }
        let type = contentType?.lowercased() ?? "application/x-www-form-urlencoded"
        return type.hasPrefix("application/x-www-form-urlencoded") ? body : []
    }
}
