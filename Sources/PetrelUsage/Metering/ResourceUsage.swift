public import PetrelCloud
internal import PetrelStates

/// What metering has to remember of one resource: what was last told of it, and what is open.
public struct ResourceUsage: Hashable, Sendable {
    /// No step of this resource is ever dated before this.
    public var clock: Timestamp
    /// Its terms with every attribute that was told.
    public var told: UsageTerms
    public var state: String
    public var open: [UsageSlot: UsageInterval] = [:]
    /// The last readings of meters that are read off like a gas meter.
    public var readings: [String: Int64] = [:]

    public init() {
        clock = Timestamp(nanoseconds: .min)
        told = UsageTerms(account: "")
        state = ""
    }
}

/// What an event came to.
public enum UsageStep: Hashable, Sendable {
    /// An interval began, ended or stands under other terms: this is how it is now.
    case interval(UsageInterval)
    /// An interval that had no length when it ended: it never was.
    case none(UsageInterval)
    case sample(UsageSample)

    /// What was before this instant is as it was.
    var firstTime: Timestamp {
        switch self {
        case .interval(let interval) where interval.correction == 0: interval.end ?? interval.start
        case .interval(let interval), .none(let interval): interval.start
        case .sample(let sample): sample.time
        }
    }
}
