public import PetrelStates

/// A public address of a region that can follow its owner from zone to zone.
///
/// It lies `Free` in its range, is `Allocated` to an account and becomes `Free` again when given
/// back. It is removed with its range, while free.
///
/// CloudStack has no state machine and moves the state in one step each way; `Allocating` and
/// `Releasing` are declared there and never set. The usage server reads none of the events of
/// portable addresses, so they are not billed.
public enum PortableIP: CloudResource {
    public enum State: String, LifecycleName {
        case allocating = "Allocating"
        case allocated = "Allocated"
        case releasing = "Releasing"
        case free = "Free"
    }

    public enum Trigger: String, LifecycleName {
        case assign = "Assign"
        case release = "Release"
    }

    public static let kind = "PortableIp"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.free]

    public static let states: [StateDescription<State>] = [
        .outside(.allocating, "declared, never set"),
        .stable(.allocated, "given to an account"),
        .outside(.releasing, "declared, never set"),
        .stable(.free, "available", removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.free, on: .assign, to: .allocated),
        .from(.allocated, on: .release, to: .free),
    ]

    public static let eventTypes: [EventType] = [
        "PORTABLE.IP.RANGE.CREATE", "PORTABLE.IP.RANGE.DELETE", "PORTABLE.IP.TRANSFER",
        "PORTABLE.IPASSIGN", "PORTABLE.IPRELEASE",
    ]
}
