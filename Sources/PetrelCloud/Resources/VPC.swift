public import PetrelStates

/// A virtual private cloud: one router and the tiers of network behind it.
///
/// A VPC is usable from the moment it exists; starting, restarting and shutting down its router are
/// not part of its life. Deleting it makes it `Inactive`, and from there on nothing but the
/// clean-up happens: gateways, rules and tiers go, and what could not go is tried again in the
/// background until the VPC can be removed.
///
/// CloudStack has no state machine for it. The rows follow what its manager writes; `CleanupFailed`
/// is ours, CloudStack repeats without a trace. Usage ends with the request to delete, as nobody
/// can use an inactive VPC.
public enum VPC: CloudResource {
    public enum State: String, LifecycleName {
        case enabled = "Enabled"
        case inactive = "Inactive"
    }

    public enum Trigger: String, LifecycleName {
        case deleteRequested = "DeleteRequested"
        case cleanupFailed = "CleanupFailed"
    }

    public static let kind = "Vpc"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.enabled]

    public static let states: [StateDescription<State>] = [
        .stable(.enabled, "usable; tiers can be added"),
        .transient(.inactive, "being deleted, part by part", limit: .hours(1), removable: true),
    ]

    public static let meteredAtCreation: [State: [Metering]] = [.enabled: [.opens(.vpc)]]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.enabled, on: .deleteRequested, to: .inactive, metered: [.closes(.vpc)]),
        .from(.inactive, on: .cleanupFailed, to: .inactive),
    ]

    public static let eventTypes: [EventType] = [
        "VPC.CREATE", "VPC.UPDATE", "VPC.DELETE", "VPC.RESTART", "VPC.BGP.PEER.UPDATE",
    ]
}
