public import PetrelStates

/// One /64 of a zone's guest prefix, for one network.
///
/// It is recorded when a network first picks it: `Allocating` until that network exists,
/// `Allocated` while it does, and `Free` afterwards, ready to be picked again. A network that never
/// came about leaves its subnet behind in `Allocating`; a clean-up frees it. Free ones are removed
/// with their prefix.
///
/// CloudStack has no state machine; the rows follow its manager.
public enum IPv6GuestSubnet: CloudResource {
    public enum State: String, LifecycleName {
        case allocating = "Allocating"
        case allocated = "Allocated"
        case free = "Free"
    }

    public enum Trigger: String, LifecycleName {
        case pick = "Pick"
        case assignToNetwork = "AssignToNetwork"
        case releaseFromNetwork = "ReleaseFromNetwork"
        case staleCleanup = "StaleCleanup"
    }

    public static let kind = "Ipv6GuestPrefixSubnetNetworkMap"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.allocating]

    public static let states: [StateDescription<State>] = [
        .transient(.allocating, "picked for a network being made", limit: .minutes(15)),
        .stable(.allocated, "bound to a network"),
        .stable(.free, "available again", removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.allocating, on: .assignToNetwork, to: .allocated),
        .from(.allocating, on: .staleCleanup, to: .free),
        .from(.allocated, on: .releaseFromNetwork, to: .free),
        .from(.free, on: .pick, to: .allocating),
    ]

    public static let eventTypes: [EventType] = [
        "GUEST.IP6.PREFIX.CREATE", "GUEST.IP6.PREFIX.DELETE",
    ]
}
