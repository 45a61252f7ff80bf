/// A sequence number as text that sorts as the numbers do.
enum SequenceText {
    /// At least 19 digits, as many as the greatest sequence number has.
    static func text(_ sequence: Int64) -> String {
        let digits = String(sequence.magnitude)
        let zeros = String(repeating: "0", count: 19 - digits.utf8.count)
        return (sequence < 0 ? "-" : "") + zeros + digits
    }
}
