public import PetrelStates

/// An IPv6 address of a shared network, lent to one network card.
///
/// It is `Free` in its range, `Allocating` while the card is being made and `Allocated` once it is;
/// giving it back goes through `Releasing`. When either step fails the address is what it was
/// before. It is removed with its range, while free.
///
/// In CloudStack this is an old table with four states and nobody who moves them. The rows are
/// therefore all ours, read from the meanings of the states.
public enum UserIPv6Address: CloudResource {
    public enum State: String, LifecycleName {
        case allocating = "Allocating"
        case allocated = "Allocated"
        case releasing = "Releasing"
        case free = "Free"
    }

    public enum Trigger: String, LifecycleName {
        case assign = "Assign"
        case assignSucceeded = "AssignSucceeded"
        case assignFailed = "AssignFailed"
        case release = "Release"
        case releaseSucceeded = "ReleaseSucceeded"
        case releaseFailed = "ReleaseFailed"
    }

    public static let kind = "UserIpv6Address"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.free]

    public static let states: [StateDescription<State>] = [
        .transient(.allocating, "being taken", limit: .minutes(10)),
        .stable(.allocated, "in use"),
        .transient(.releasing, "being given back", limit: .minutes(10)),
        .stable(.free, "available", removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.free, on: .assign, to: .allocating),
        .from(.allocating, on: .assignSucceeded, to: .allocated),
        .from(.allocating, on: .assignFailed, to: .free),
        .from(.allocated, on: .release, to: .releasing),
        .from(.releasing, on: .releaseSucceeded, to: .free),
        .from(.releasing, on: .releaseFailed, to: .allocated),
    ]

    public static let eventTypes: [EventType] = [
        "NET.IP6ASSIGN", "NET.IP6RELEASE", "NET.IP6UPDATE",
    ]
}
