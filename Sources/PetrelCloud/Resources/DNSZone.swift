public import PetrelStates

/// A tenant's domain of names on a name server.
///
/// It is `Inactive`, a record and nothing more, until the server has it, and `Active` from then on.
/// A zone that the server will not take is removed again, and an active one is removed once the
/// server has forgotten it; a server that will not leaves it active, without a change of state.
///
/// CloudStack has no state machine; the one row is its manager's.
public enum DNSZone: CloudResource {
    public enum State: String, LifecycleName {
        case active = "Active"
        case inactive = "Inactive"
    }

    public enum Trigger: String, LifecycleName {
        case provisioned = "Provisioned"
    }

    public static let kind = "DnsZone"
    public static let family = ResourceFamily.service
    public static let initial: [State] = [.inactive]

    public static let states: [StateDescription<State>] = [
        .stable(.active, "the name server answers for it", removable: true),
        .transient(
            .inactive, "recorded, not yet on the name server", limit: .minutes(10), removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.inactive, on: .provisioned, to: .active)
    ]

    public static let eventTypes: [EventType] = [
        "DNS.ZONE.CREATE", "DNS.ZONE.UPDATE", "DNS.ZONE.DELETE", "DNS.RECORD.CREATE",
        "DNS.RECORD.DELETE", "DNS.NAME.COLLISION",
    ]
}
