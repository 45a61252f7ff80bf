/// What ties an event to the one before it in the ledger: both hashes, in hexadecimal.
public struct EventSeal: Hashable, Sendable {
    public var hash: String
    /// The hash of the event before; `nil` for the first one.
    public var previousHash: String?

    public init(hash: String, previousHash: String? = nil) {
        self.hash = hash
        self.previousHash = previousHash
    }
}
