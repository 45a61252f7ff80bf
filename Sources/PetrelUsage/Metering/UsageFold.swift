public import PetrelCloud
public import PetrelStates

/// Turns events into usage, one resource's in the order of their versions.
///
/// - Time comes from the events. One dated before what is already known of its resource counts from there, so that a
///   clock that was set back makes neither overlaps nor negative lengths.
/// - An interval is split when its terms change, and only then; it ends as a row says, or with the resource.
/// - The same events give the same usage, whoever folds them and in whatever batches.
public struct UsageFold: Sendable {
    public let rules: MeteringRules
    /// Meters that others registered, by name.
    public var meters: [String: RegisteredMeter.Kind]

    public init(
        rules: MeteringRules = .cloud, meters: [String: RegisteredMeter.Kind] = [:]
    ) {
        self.rules = rules
        self.meters = RegisteredMeter.builtIn.merging(meters) { _, registered in registered }
    }

    /// Takes one event in, and says what it came to.
    public func fold(_ event: CloudEvent, into usage: inout ResourceUsage) -> [UsageStep] {
        if event.category == .usage { return measured(event, &usage) }
        guard let resource = event.resource, rules.kinds.contains(resource.kind) else { return [] }
        var turn = UsageTurn(resource, event, usage)
        if event.tellsOfChange { turn.changed(by: rules.change(event, resource.kind)) }
        turn.acted(rules.action(event, resource.kind))
        usage = turn.usage
        return turn.steps
    }

    /// Ends what was open for a machine that is gone: its place in a security group.
    public func leave(
        _ machine: String, on event: CloudEvent, _ resource: ResourceReference,
        from usage: inout ResourceUsage
    ) -> [UsageStep] {
        let slot = UsageSlot(meter: .securityGroup, subject: machine)
        guard usage.open[slot] != nil else { return [] }
        var turn = UsageTurn(resource, event, usage)
        turn.close(slot)
        usage = turn.usage
        return turn.steps
    }
}
