/// Who subscribed to what, and where in the program.
public struct SubscriptionInfo: Hashable, Sendable, CustomStringConvertible {
    /// The bus numbers its subscriptions from 1.
    public let id: Int
    /// The name given when subscribing, or the place.
    public let name: String
    /// The wanted type and pattern, as in `VolumeResized` or `any TopicalEvent matching #`.
    public let wants: String
    /// The subscribing line, as in `Billing/Meter.swift:12`.
    public let place: String
    public let priority: Int
    /// How events are delivered, as in `immediate` or `queued(limit: 100, whenFull: dropOldest)`.
    public let delivery: String

    public var description: String { "#\(id) \(name) (\(wants), \(delivery), \(place))" }
}
