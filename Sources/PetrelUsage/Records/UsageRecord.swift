internal import PetrelCloud
public import PetrelStates

/// What one resource used of one meter in one window, under the same terms.
public struct UsageRecord: Hashable, Sendable {
    public let window: UsageWindow
    public let resource: ResourceReference
    public let meter: Meter
    public let subject: String
    public var terms: UsageTerms
    /// Whether it corrects what was counted otherwise.
    public let isCorrection: Bool
    /// How long, for meters of time; negative when a correction takes time back.
    public var nanoseconds: Int64 = 0
    /// How much, for meters that count.
    public var amount: Int64 = 0
    /// When the usage that is told here first and last began.
    var lastStart: Timestamp

    /// What a record is one of.
    struct Key: Hashable {
        let window: Int
        let resource: ResourceReference
        let slot: UsageSlot
        let terms: UsageTerms
        let isCorrection: Bool
    }
}

extension UsageRecord {
    /// Records come by window, account, kind, id, meter, subject, and then by the text of their terms.
    static func precedes(_ left: UsageRecord, _ right: UsageRecord) -> Bool {
        if left.window.start != right.window.start { return left.window.start < right.window.start }
        return differ(left.terms.account, right.terms.account)
            ?? differ(left.resource.kind, right.resource.kind)
            ?? differ(left.resource.id, right.resource.id)
            ?? differ(left.meter.name, right.meter.name)
            ?? differ(left.subject, right.subject)
            ?? differ(left.isCorrection ? "1" : "0", right.isCorrection ? "1" : "0")
            ?? differ(left.terms.unnamed.text, right.terms.unnamed.text) ?? false
    }

    /// Whether the first text comes first, by its bytes; `nil` when they are the same.
    private static func differ(_ one: String, _ other: String) -> Bool? {
        one == other ? nil : one.utf8.lexicographicallyPrecedes(other.utf8)
    }
}
