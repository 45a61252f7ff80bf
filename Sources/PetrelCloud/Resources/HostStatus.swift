public import PetrelStates

/// A hypervisor host, as seen over the connection to its agent.
///
/// A host begins `Creating` when it is added, or `Connecting` when its agent calls by itself; an
/// agent that is ready makes it `Up`. A connection closed in an orderly way leaves it
/// `Disconnected`, one that is lost raises `Alert`, and the investigation of that ends with `Down`
/// or with the agent back. `Rebalancing` hands the host to another node. It may be removed from
/// almost everywhere. Whether it may take machines is another question: see ``HostResourceState``.
///
/// The rows are CloudStack's (`com.cloud.host.Status`), none added and none left out; its first
/// connection, a row from no state, is `Connecting` being initial here. Reports that change nothing
/// are silent, or every ping would be an event.
public enum HostStatus: CloudResource {
    public enum State: String, LifecycleName {
        case creating = "Creating"
        case connecting = "Connecting"
        case up = "Up"
        case down = "Down"
        case disconnected = "Disconnected"
        case alert = "Alert"
        case removed = "Removed"
        case error = "Error"
        case rebalancing = "Rebalancing"
        case unknown = "Unknown"
    }

    public enum Trigger: String, LifecycleName {
        case agentConnected = "AgentConnected"
        case pingTimeout = "PingTimeout"
        case shutdownRequested = "ShutdownRequested"
        case agentDisconnected = "AgentDisconnected"
        case hostDown = "HostDown"
        case ping = "Ping"
        case managementServerDown = "ManagementServerDown"
        case waitedTooLong = "WaitedTooLong"
        case remove = "Remove"
        case ready = "Ready"
        case requestAgentRebalance = "RequestAgentRebalance"
        case startAgentRebalance = "StartAgentRebalance"
        case rebalanceCompleted = "RebalanceCompleted"
        case rebalanceFailed = "RebalanceFailed"
        case error = "Error"
    }

    public static let kind = "Host"
    public static let family = ResourceFamily.infrastructure
    public static let initial: [State] = [.creating, .connecting]
    public static let outsideTriggers: [Trigger] = [.requestAgentRebalance]

    public static let states: [StateDescription<State>] = [
        .transient(.creating, "being added", limit: .minutes(10)),
        .transient(.connecting, "its agent is introducing itself", limit: .minutes(5)),
        .stable(.up, "connected and answering"),
        .stable(.down, "found dead"),
        .stable(.disconnected, "its connection was closed in an orderly way"),
        .stable(.alert, "its connection was lost, nobody knows why yet"),
        .final(.removed, "no longer part of the cloud"),
        .stable(.error, "could not be added"),
        .transient(.rebalancing, "moving to another node", limit: .minutes(10)),
        .outside(.unknown, "nothing is known"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.creating, on: .agentConnected, to: .connecting),
        .from(.creating, on: .error, to: .error),
        .from(.error, on: .agentConnected, to: .connecting),

        .from(.connecting, on: .agentConnected, to: .connecting),
        .from(.connecting, on: .ready, to: .up),
        .from(.connecting, on: .pingTimeout, to: .alert),
        .from(.connecting, on: .shutdownRequested, to: .disconnected),
        .from(.connecting, on: .hostDown, to: .down),
        .from(.connecting, on: .ping, to: .connecting, silent: true),
        .from(.connecting, on: .managementServerDown, to: .disconnected),
        .from(.connecting, on: .startAgentRebalance, to: .rebalancing),
        .from(.connecting, on: .agentDisconnected, to: .alert),

        .from(.up, on: .ping, to: .up, silent: true),
        .from(.up, on: .pingTimeout, to: .alert),
        .from(.up, on: .agentDisconnected, to: .alert),
        .from(.up, on: .shutdownRequested, to: .disconnected),
        .from(.up, on: .hostDown, to: .down),
        .from(.up, on: .agentConnected, to: .connecting),
        .from(.up, on: .managementServerDown, to: .disconnected),
        .from(.up, on: .startAgentRebalance, to: .rebalancing),
        .from(.up, on: .remove, to: .removed),

        .from(.disconnected, on: .ping, to: .up),
        .from(.disconnected, on: .agentConnected, to: .connecting),
        .from(.disconnected, on: .pingTimeout, to: .alert),
        .from(.disconnected, on: .waitedTooLong, to: .alert),
        .from(.disconnected, on: .hostDown, to: .down),
        .from(.disconnected, on: .remove, to: .removed),
        .from(.disconnected, on: .shutdownRequested, to: .disconnected, silent: true),
        .from(.disconnected, on: .managementServerDown, to: .disconnected, silent: true),
        .from(.disconnected, on: .agentDisconnected, to: .disconnected, silent: true),

        .from(.alert, on: .ping, to: .up),
        .from(.alert, on: .agentConnected, to: .connecting),
        .from(.alert, on: .hostDown, to: .down),
        .from(.alert, on: .shutdownRequested, to: .disconnected),
        .from(.alert, on: .remove, to: .removed),
        .from(.alert, on: .managementServerDown, to: .alert, silent: true),
        .from(.alert, on: .agentDisconnected, to: .alert, silent: true),

        .from(.down, on: .agentConnected, to: .connecting),
        .from(.down, on: .shutdownRequested, to: .disconnected),
        .from(.down, on: .remove, to: .removed),
        .from(.down, on: .managementServerDown, to: .down, silent: true),
        .from(.down, on: .agentDisconnected, to: .down, silent: true),
        .from(.down, on: .pingTimeout, to: .down, silent: true),
        .from(.down, on: .hostDown, to: .down, silent: true),

        .from(.rebalancing, on: .rebalanceCompleted, to: .connecting),
        .from(.rebalancing, on: .agentConnected, to: .connecting),
        .from(.rebalancing, on: .rebalanceFailed, to: .disconnected),
        .from(.rebalancing, on: .shutdownRequested, to: .disconnected),
        .from(.rebalancing, on: .managementServerDown, to: .disconnected),
        .from(.rebalancing, on: .agentDisconnected, to: .rebalancing, silent: true),
    ]

    public static let eventTypes: [EventType] = ["HOST.RECONNECT", "HOST.RESERVATION.RELEASE"]
}
