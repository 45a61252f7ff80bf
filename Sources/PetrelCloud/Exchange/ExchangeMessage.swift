/// An event as it travels over CloudStack's topic exchange: where it goes and what it carries.
public struct ExchangeMessage: Hashable, Sendable {
    /// Five words joined by dots; see ``CloudEvent/topic``.
    public var routingKey: String
    /// One JSON object in UTF-8.
    public var body: [UInt8]

    public init(routingKey: String, body: [UInt8]) {
        self.routingKey = routingKey
        self.body = body
    }
}
