public import PetrelStates

/// A subnet cut from a zone's IPv4 range for a network or VPC that is routed and not translated.
///
/// An administrator may cut one ahead of time; it is `Free` until a network or VPC takes it and
/// `Allocated` while that lives. A subnet that is given back does not become free again: it is
/// removed and its addresses return to the range, as those of a free one do that is removed.
///
/// CloudStack has no state machine; the rows follow its manager. `Allocating` and `Releasing` are
/// declared there and never set.
public enum IPv4GuestSubnet: CloudResource {
    public enum State: String, LifecycleName {
        case allocating = "Allocating"
        case allocated = "Allocated"
        case releasing = "Releasing"
        case free = "Free"
    }

    public enum Trigger: String, LifecycleName {
        case assignToNetworkOrVPC = "AssignToNetworkOrVpc"
    }

    public static let kind = "Ipv4GuestSubnetNetworkMap"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.free]

    public static let states: [StateDescription<State>] = [
        .outside(.allocating, "declared, never set"),
        .stable(.allocated, "bound to a network or VPC", removable: true),
        .outside(.releasing, "declared, never set"),
        .stable(.free, "available", removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.free, on: .assignToNetworkOrVPC, to: .allocated)
    ]

    public static let eventTypes: [EventType] = [
        "IP4.GUEST.SUBNET.CREATE", "IP4.GUEST.SUBNET.DELETE",
    ]
}
