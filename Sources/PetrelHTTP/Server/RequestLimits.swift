/// What one client may ask for at most, so that no one's greed or sloth is felt by the others.
public struct RequestLimits: Sendable {
    /// The largest body in bytes, 1 MiB by default; more is answered by 413.
    public var bodyBytes = 1 << 20

    public init() {}
}
