public import PetrelStates

/// A name and password with which someone dials into the remote-access VPNs of an account.
///
/// A user is `Add` until every VPN of the account knows it, then `Active`. When a VPN starts, all
/// users are programmed anew and pass through `Add` again. A user whom the routers will not learn
/// is removed again. A request to remove one makes it `Revoke` until they have forgotten it; while
/// they will not, it stays there and is tried again.
///
/// CloudStack has no state machine; the rows follow its manager, except `RemoveFailed`.
///
/// Usage runs while the user exists and ends with the request to remove it, or with the removal of
/// one that was never learnt. CloudStack opens it when a VPN runs, and again at every start,
/// ignoring all but the first.
public enum VPNUser: CloudResource {
    public enum State: String, LifecycleName {
        case add = "Add"
        case active = "Active"
        case revoke = "Revoke"
    }

    public enum Trigger: String, LifecycleName {
        case applied = "Applied"
        case reapplyAll = "ReapplyAll"
        case removeRequested = "RemoveRequested"
        case removeFailed = "RemoveFailed"
    }

    public static let kind = "VpnUser"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.add]

    public static let states: [StateDescription<State>] = [
        .transient(.add, "to be made known to the VPNs", limit: .minutes(10), removable: true),
        .stable(.active, "can dial in"),
        .transient(.revoke, "to be taken off the VPNs", limit: .minutes(10), removable: true),
    ]

    public static let meteredAtCreation: [State: [Metering]] = [.add: [.opens(.vpnUsers)]]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.add, on: .applied, to: .active),
        .from(.add, on: .removeRequested, to: .revoke, metered: [.closes(.vpnUsers)]),
        .from(.active, on: .reapplyAll, to: .add),
        .from(.active, on: .removeRequested, to: .revoke, metered: [.closes(.vpnUsers)]),
        .from(.revoke, on: .removeFailed, to: .revoke),
    ]

    public static let eventTypes: [EventType] = ["VPN.USER.ADD", "VPN.USER.REMOVE"]
}
