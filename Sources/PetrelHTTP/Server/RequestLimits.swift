/// What one client may ask for at most, so that no one's greed or sloth is felt by the others.
public struct RequestLimits: Sendable, Hashable {
    /// The largest body in bytes, 1 MiB by default; more is answered by 413.
    public var bodyBytes = 1 << 20
    /// The longest request line and header fields together, in bytes; more is answered by 431.
    /// 32 KiB by default. Over HTTP/2 it is 16 KiB, and the connection ends.
    public var headerBytes = 32 << 10
    /// The most header fields, 200 by default; more is answered by 431.
    public var headerFields = 200
    /// How long a header may take from its first byte, or from the connection's beginning, until it
    /// is complete; afterwards 408. 10 seconds by default.
    public var headerTime: Duration = .seconds(10)
    /// How long a body may be late. A client that sends ``bodyRate`` or more never is; any other has
    /// this long altogether, and is answered by 408 then. 5 seconds by default.
    public var bodyTime: Duration = .seconds(5)
    /// The bytes of a body that have to come each second, 1 KiB by default.
    public var bodyRate = 1 << 10
    /// How long a connection may wait for its next request before it is closed; 60 seconds by default.
    public var idleTime: Duration = .seconds(60)
    /// How long an answer may lie unread before the connection is closed; 30 seconds by default.
    public var unreadTime: Duration = .seconds(30)
    /// The most connections that one address may have; the next is answered by 429, or closed where
    /// TLS would have to be set up to say so. 2,048 by default.
    public var connectionsPerAddress = 2_048
    /// The most connections of all; the next is answered by 503. `nil`, the default, is as many as the
    /// process may have open files, less 256 for its own use.
    public var connections: Int?
    /// The calls of the query API that one account may make in a second, whichever of its keys and
    /// connections it uses; twice as many at once. More are answered by 429 until it has waited.
    /// `nil` is no limit; 10,000 by default.
    public var callsPerSecond: Int? = 10_000
    /// How long requests may take to end once the server was asked to stop; 5 seconds by default.
    public var drainTime: Duration = .seconds(5)

    public init() {}
}
