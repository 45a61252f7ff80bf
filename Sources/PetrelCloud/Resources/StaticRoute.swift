public import PetrelStates

/// A route a tenant adds to the router of a VPC.
///
/// It is `Staged` while it is checked against the other routes, then `Add` until the router has it.
/// A route that does not fit is removed at once, one that the router refuses is revoked, and what
/// is revoked is removed when the router has let go. Routes that a site-to-site VPN brings begin in
/// `Update` and return there whenever the VPN is refreshed; apart from that they live like the
/// others.
///
/// CloudStack has no state machine. Its manager moves a route from `Staged` to `Add` to `Active` to
/// `Revoke`; it keeps routes in `Update` in memory only, so their way on to `Active` is our design,
/// as are the rows for failures. `Deleting` is declared in CloudStack and never set.
public enum StaticRoute: CloudResource {
    public enum State: String, LifecycleName {
        case staged = "Staged"
        case add = "Add"
        case active = "Active"
        case update = "Update"
        case revoke = "Revoke"
        case deleting = "Deleting"
    }

    public enum Trigger: String, LifecycleName {
        case validated = "Validated"
        case appliedOnBackend = "AppliedOnBackend"
        case applyFailed = "ApplyFailed"
        case refreshVPNRoutes = "RefreshVpnRoutes"
        case revokeRequested = "RevokeRequested"
        case removeFailed = "RemoveFailed"
    }

    public static let kind = "StaticRoute"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.staged, .update]

    public static let states: [StateDescription<State>] = [
        .transient(.staged, "recorded, being checked", limit: .minutes(1), removable: true),
        .transient(.add, "to be programmed", limit: .minutes(10)),
        .stable(.active, "programmed on the router"),
        .transient(.update, "to be programmed anew for a VPN", limit: .minutes(10)),
        .transient(.revoke, "to be taken off the router", limit: .minutes(10), removable: true),
        .outside(.deleting, "declared, never set"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.staged, on: .validated, to: .add),
        .from(.add, on: .appliedOnBackend, to: .active),
        .from(.add, on: .applyFailed, to: .revoke),
        .from(.add, on: .revokeRequested, to: .revoke),
        .from(.active, on: .refreshVPNRoutes, to: .update),
        .from(.active, on: .revokeRequested, to: .revoke),
        .from(.update, on: .appliedOnBackend, to: .active),
        .from(.update, on: .applyFailed, to: .revoke),
        .from(.update, on: .revokeRequested, to: .revoke),
        .from(.revoke, on: .removeFailed, to: .revoke),
    ]

    public static let eventTypes: [EventType] = ["STATIC.ROUTE.CREATE", "STATIC.ROUTE.DELETE"]
}
