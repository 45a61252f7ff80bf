internal import PetrelCloud
internal import PetrelStates

/// A meter that measures what somebody tells, rather than how long something lasts.
public struct RegisteredMeter: Hashable, Sendable {
    /// How told values become usage.
    public enum Kind: String, Sendable, CaseIterable {
        /// Amounts add up: `value` is an amount, `reading` the state of a counter that only grows. A reading below the
        /// one before it is a counter that began anew.
        case counter
        /// A value that holds until the next one; it is paid by time.
        case gauge
        /// Whole seconds that were used, added up.
        case duration
        /// How many different texts were told in a window.
        case unique
    }

    public var name: String
    public var kind: Kind
    /// What one is, as `bytes`.
    public var unit: String
    public var summary: String

    public init(name: String, kind: Kind, unit: String, summary: String) {
        self.name = name
        self.kind = kind
        self.unit = unit
        self.summary = summary
    }

    /// The cloud's own counters.
    static let builtIn: [String: Kind] = Dictionary(
        uniqueKeysWithValues: UsageType.all
            .filter { $0.unit != .hours && $0.meter != .bucket }
            .map { ($0.meter.name, .counter) })
}
