public import PetrelStates

/// A named set of rules about which traffic may reach and leave the machines that belong to it.
///
/// It is made in one step, gets and loses rules and machines, and is deleted in one step once no
/// machine belongs to it. CloudStack keeps no state for it, only a record that is there or gone;
/// the name `Active` is ours.
///
/// Usage is counted per machine in the group: assigning one begins it, taking it out ends it.
public enum SecurityGroup: CloudResource {
    public enum State: String, LifecycleName {
        case active = "Active"
    }

    public typealias Trigger = NoTrigger

    public static let kind = "SecurityGroup"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.active]

    public static let states: [StateDescription<State>] = [
        .stable(.active, "machines can belong to it", removable: true)
    ]

    public static let meteredActions: [EventType: [Metering]] = [
        "SG.ASSIGN": [.opens(.securityGroup)],
        "SG.REMOVE": [.closes(.securityGroup)],
    ]

    public static let transitions: [Transition<State, Trigger>] = []

    public static let eventTypes: [EventType] = [
        "SG.CREATE", "SG.DELETE", "SG.UPDATE", "SG.AUTH.INGRESS", "SG.REVOKE.INGRESS",
        "SG.AUTH.EGRESS", "SG.REVOKE.EGRESS", "SG.ASSIGN", "SG.REMOVE",
    ]
}
