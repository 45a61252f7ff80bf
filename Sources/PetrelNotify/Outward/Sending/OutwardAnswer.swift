/// What came back.
public struct OutwardAnswer: Sendable {
    public var status: Int
    /// Names in lower case.
    public var headers: [(name: String, value: String)]
    /// The beginning, at most ``OutwardSender/bodyLimit``.
    public var body: [UInt8]
    public var latency: Duration

    public func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// The beginning of the body as text that can be shown: at most 1 KiB, without control characters.
    public var excerpt: String { Excerpt.text(of: body) }
}
