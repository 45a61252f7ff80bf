public import PetrelStates

/// A tunnel between a VPC and a network elsewhere.
///
/// It begins `Pending`, while the router is told. An active end then goes `Connecting`, a passive
/// one waits in `Disconnected` for the other side. From there on the poll of the routers moves it
/// between `Connecting`, `Connected` and `Disconnected`, and so do a router that stops and a VPC
/// that restarts. What the router refuses is `Error`, from which a stop leads back. A reset is
/// allowed whatever the state, and so is deletion.
///
/// CloudStack has no state machine; these are its managers' rows, `Reset` and `Delete` written out
/// for every state. `Removed` is CloudStack's own word and the end of the life here: that the
/// record goes later is not told. A `Pending` connection cannot be stopped.
public enum Site2SiteVPNConnection: CloudResource {
    public enum State: String, LifecycleName {
        case pending = "Pending"
        case connecting = "Connecting"
        case connected = "Connected"
        case disconnected = "Disconnected"
        case error = "Error"
        case removed = "Removed"
    }

    public enum Trigger: String, LifecycleName {
        case start = "Start"
        case startSucceededActive = "StartSucceededActive"
        case startSucceededPassive = "StartSucceededPassive"
        case startFailed = "StartFailed"
        case routerCheckConnected = "RouterCheckConnected"
        case routerCheckNotConnected = "RouterCheckNotConnected"
        case routerNotRunning = "RouterNotRunning"
        case vpcRestart = "VpcRestart"
        case stop = "Stop"
        case stopFailed = "StopFailed"
        case reset = "Reset"
        case delete = "Delete"
    }

    public static let kind = "Site2SiteVpnConnection"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.pending]

    public static let states: [StateDescription<State>] = [
        .transient(.pending, "made, or about to be started", limit: .minutes(10)),
        .transient(.connecting, "started, the tunnel is not up yet", limit: .minutes(5)),
        .stable(.connected, "the tunnel is up"),
        .stable(.disconnected, "the tunnel is down, or waits for the other side"),
        .stable(.error, "the router refused"),
        .final(.removed, "deleted"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.pending, on: .startSucceededActive, to: .connecting),
        .from(.pending, on: .startSucceededPassive, to: .disconnected),
        .from(.pending, on: .startFailed, to: .error),
        .from(.pending, on: .routerNotRunning, to: .disconnected),
        .from(.pending, on: .reset, to: .disconnected),
        .from(.pending, on: .delete, to: .removed),
        .from(.connecting, on: .routerCheckConnected, to: .connected),
        .from(.connecting, on: .routerCheckNotConnected, to: .disconnected),
        .from(.connecting, on: .routerNotRunning, to: .disconnected),
        .from(.connecting, on: .vpcRestart, to: .disconnected),
        .from(.connecting, on: .stop, to: .disconnected),
        .from(.connecting, on: .reset, to: .disconnected),
        .from(.connecting, on: .delete, to: .removed),
        .from(.connected, on: .routerCheckNotConnected, to: .disconnected),
        .from(.connected, on: .routerNotRunning, to: .disconnected),
        .from(.connected, on: .vpcRestart, to: .disconnected),
        .from(.connected, on: .stop, to: .disconnected),
        .from(.connected, on: .reset, to: .disconnected),
        .from(.connected, on: .delete, to: .removed),
        .from(.disconnected, on: .start, to: .pending),
        .from(.disconnected, on: .routerCheckConnected, to: .connected),
        .from(.disconnected, on: .stop, to: .disconnected, silent: true),
        .from(.disconnected, on: .stopFailed, to: .error),
        .from(.disconnected, on: .reset, to: .disconnected),
        .from(.disconnected, on: .delete, to: .removed),
        .from(.error, on: .stop, to: .disconnected),
        .from(.error, on: .reset, to: .disconnected),
        .from(.error, on: .delete, to: .removed),
    ]

    public static let eventTypes: [EventType] = [
        "VPN.S2S.CONNECTION.CREATE", "VPN.S2S.CONNECTION.UPDATE", "VPN.S2S.CONNECTION.RESET",
        "VPN.S2S.CONNECTION.DELETE",
    ]
}
