public import PetrelCloud
public import PetrelStates

/// A stretch of time in which one meter of a resource ran under the same terms.
///
/// Its key is resource, meter, subject, start and correction; there is never a second one with the same.
public struct UsageInterval: Hashable, Sendable {
    public let resource: ResourceReference
    public let meter: Meter
    /// The machine, for meters that count machines in something: a security group, a backup offering. Empty otherwise.
    public let subject: String
    public let start: Timestamp
    /// `nil` while it runs. The end itself is no longer part of it.
    public var end: Timestamp?
    public var terms: UsageTerms
    /// 1, or -1 for time that a correction takes back.
    public let weight: Int
    /// 0 for what was metered; the sequence of the event for what a correction takes back or adds; below 0 for the
    /// ``trace`` of what had no length.
    public let correction: Int64
    /// The sequence of the event that began it.
    public let openedBy: Int64
    /// The sequence of the event that ended it.
    public var closedBy: Int64?

    public init(
        resource: ResourceReference, meter: Meter, subject: String = "", start: Timestamp,
        end: Timestamp? = nil, terms: UsageTerms, weight: Int = 1, correction: Int64 = 0,
        openedBy: Int64, closedBy: Int64? = nil
    ) {
        self.resource = resource
        self.meter = meter
        self.subject = subject
        self.start = start
        self.end = end
        self.terms = terms
        self.weight = weight
        self.correction = correction
        self.openedBy = openedBy
        self.closedBy = closedBy
    }

    public var slot: UsageSlot { UsageSlot(meter: meter, subject: subject) }

    /// The same where it is in nobody's way. It counts for those who look at what was known before it ended.
    var trace: UsageInterval {
        UsageInterval(
            resource: resource, meter: meter, subject: subject, start: start, end: start,
            terms: terms, weight: weight, correction: -openedBy, openedBy: openedBy,
            closedBy: closedBy)
    }

    /// The nanoseconds that fall into a window; an open interval runs until `now`.
    func nanoseconds(from: Timestamp, to: Timestamp, now: Timestamp) -> Int64 {
        let last = min(end ?? now, to).nanoseconds
        return max(0, last - max(start, from).nanoseconds)
    }
}

/// What can be open once for a resource.
public struct UsageSlot: Hashable, Sendable {
    public let meter: Meter
    public let subject: String

    /// Whether the state of the resource decides it, rather than a machine in it or a value that somebody told.
    var isTheResources: Bool { subject.isEmpty && UsageType(meter)?.unit != nil }
}

/// Something counted at an instant: bytes, requests, seconds, or a text of which the different ones count.
public struct UsageSample: Hashable, Sendable {
    public let resource: ResourceReference
    public let meter: Meter
    public let time: Timestamp
    public let amount: Int64
    /// For meters that count different values.
    public let text: String?
    public let terms: UsageTerms
    /// The sequence of the event that told it.
    public let sequence: Int64
}
