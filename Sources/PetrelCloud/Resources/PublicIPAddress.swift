public import PetrelStates

/// A public address of a zone, lent to accounts.
///
/// It is `Free` until an account takes it: set aside first (`Reserved`), associated in one go, or
/// by way of `Allocating` when equipment has to learn of it. Given up, it is `Releasing` until its
/// rules are cleaned away, and `Free` again for the next account. It is removed with its range,
/// while free.
///
/// CloudStack has no machine for it (`com.cloud.network.IpAddress.State`); the rows are what its
/// address manager does. Ours is `ReleaseFailed`: a clean-up that does not work is told and tried
/// again.
///
/// `IP_ADDRESS` usage runs while the address is `Allocated`. It ends when the account gives the
/// address up, since no row leads back from there and the clean-up is not the account's business. A
/// reserved address is not billed, as in CloudStack.
public enum PublicIPAddress: CloudResource {
    public enum State: String, LifecycleName {
        case allocating = "Allocating"
        case allocated = "Allocated"
        case releasing = "Releasing"
        case reserved = "Reserved"
        case free = "Free"
    }

    public enum Trigger: String, LifecycleName {
        case assignRequested = "AssignRequested"
        case assignDirect = "AssignDirect"
        case reserveRequested = "ReserveRequested"
        case associateToNetwork = "AssociateToNetwork"
        case associationSucceeded = "AssociationSucceeded"
        case associationFailed = "AssociationFailed"
        case capacityOrLimitFailure = "CapacityOrLimitFailure"
        case disassociateRequested = "DisassociateRequested"
        case releaseRequested = "ReleaseRequested"
        case releaseSucceeded = "ReleaseSucceeded"
        case releaseFailed = "ReleaseFailed"
    }

    public static let kind = "IpAddress"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.free]

    public static let states: [StateDescription<State>] = [
        .transient(.allocating, "being made usable for an account", limit: .minutes(10)),
        .stable(.allocated, "used by an account"),
        .transient(.releasing, "its rules are being cleaned away", limit: .minutes(10)),
        .stable(.reserved, "set aside for an account, in no network"),
        .stable(.free, "nobody's", removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.free, on: .assignRequested, to: .allocating),
        .from(.free, on: .assignDirect, to: .allocated, metered: [.opens(.ipAddress)]),
        .from(.free, on: .reserveRequested, to: .reserved),
        .from(.reserved, on: .associateToNetwork, to: .allocated, metered: [.opens(.ipAddress)]),
        .from(.reserved, on: .releaseRequested, to: .free),

        .from(
            .allocating, on: .associationSucceeded, to: .allocated, metered: [.opens(.ipAddress)]),
        .from(.allocating, on: .associationFailed, to: .releasing),
        .from(.allocating, on: .capacityOrLimitFailure, to: .free),
        .from(.allocating, on: .disassociateRequested, to: .releasing),

        .from(
            .allocated, on: .disassociateRequested, to: .releasing, metered: [.closes(.ipAddress)]),
        .from(.releasing, on: .releaseSucceeded, to: .free),
        .from(.releasing, on: .releaseFailed, to: .releasing),
    ]

    public static let eventTypes: [EventType] = [
        "NET.IPASSIGN", "NET.IPRELEASE", "NET.IPRESERVE", "NET.IPUPDATE",
    ]
}
