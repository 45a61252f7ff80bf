/// What a channel sent, to be shown to the subscription's owner. Nothing of it is secret.
public struct SentMessage: Sendable, Hashable {
    /// One a line, as `name: value`.
    public var headers: String
    public var payload: String

    public init(headers: String, payload: String) {
        self.headers = headers
        self.payload = payload
    }
}
