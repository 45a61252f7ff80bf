/// How far a ledger had come, in two numbers that nobody can make up: kept elsewhere, it proves later that nothing
/// before it was changed and nothing after it was cut off.
public struct LedgerCheckpoint: Sendable, Hashable, Codable {
    /// The last event; 0 for an empty ledger.
    public let sequence: Int64
    /// That event's hash in hexadecimal; empty for an empty ledger.
    public let hash: String

    public init(sequence: Int64, hash: String) {
        self.sequence = sequence
        self.hash = hash
    }
}

extension LedgerCheckpoint: CustomStringConvertible, LosslessStringConvertible {
    /// Reads what ``description`` gives.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let sequence = Int64(parts[0]), sequence >= 0 else { return nil }
        self.init(sequence: sequence, hash: String(parts[1]))
    }

    public var description: String { "\(sequence):\(hash)" }
}
