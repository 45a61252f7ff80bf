public import PetrelStates

/// A way for single users to dial into a network through one of its public addresses.
///
/// It is `Added` until the router serves it and `Running` from then on; what the router refuses is
/// removed again. Asked to end, it becomes `Removed`, a name that promises more than it means: the
/// router is letting go. Once it has, the VPN is removed in truth; if it will not, the VPN is again
/// what it was.
///
/// CloudStack has no state machine; these are its manager's rows and no others. The VPN itself is
/// not billed, its users are.
public enum RemoteAccessVPN: CloudResource {
    public enum State: String, LifecycleName {
        case added = "Added"
        case running = "Running"
        case removed = "Removed"
    }

    public enum Trigger: String, LifecycleName {
        case startSucceeded = "StartSucceeded"
        case destroyRequested = "DestroyRequested"
        case stopFailedRollback = "StopFailedRollback"
    }

    public static let kind = "RemoteAccessVpn"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.added]

    public static let states: [StateDescription<State>] = [
        .transient(.added, "recorded, not yet on the router", limit: .minutes(10), removable: true),
        .stable(.running, "users can dial in"),
        .transient(.removed, "being taken off the router", limit: .minutes(10), removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.added, on: .startSucceeded, to: .running),
        .from(.added, on: .destroyRequested, to: .removed),
        .from(.running, on: .destroyRequested, to: .removed),
        .from(.removed, on: .stopFailedRollback, toOneOf: [.added, .running]),
    ]

    public static let eventTypes: [EventType] = [
        "VPN.REMOTE.ACCESS.CREATE", "VPN.REMOTE.ACCESS.UPDATE", "VPN.REMOTE.ACCESS.DESTROY",
    ]
}
