/// A change of state that the rows allow: what a commit writes down and what listeners are told.
///
/// States and triggers are given by name, so that one listener and one ledger serve all kinds. Only a
/// machine makes one: who holds a change knows that some machine allowed it.
public struct StateChange: Hashable, Sendable {
    public let resource: ResourceReference
    public let from: String
    public let trigger: String
    public let to: String
    /// What the change means for usage; empty when nothing.
    public let metering: [Metering]
    /// Whether listeners are left out. The commit still sees the change, and may have nothing to
    /// write.
    public let isSilent: Bool

    package init(
        resource: ResourceReference, from: String, trigger: String, to: String,
        metering: [Metering] = [], isSilent: Bool = false
    ) {
        self.resource = resource
        self.from = from
        self.trigger = trigger
        self.to = to
        self.metering = metering
        self.isSilent = isSilent
    }

    public var kind: String { resource.kind }
    public var id: String { resource.id }

    /// Whether the resource stays in its state.
    public var isSelfTransition: Bool { from == to }
}

extension StateChange: CustomStringConvertible {
    public var description: String { "\(resource): \(from) -\(trigger)-> \(to)" }
}
