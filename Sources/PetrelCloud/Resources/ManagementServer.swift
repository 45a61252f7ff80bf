public import PetrelStates

/// A management server: one node of those that run this cloud.
///
/// A node is `Up` while its heartbeat is heard and `Down` otherwise. For maintenance its jobs are
/// drained and its agents moved away; a node in `Maintenance` stays so over a restart. For a
/// shutdown its jobs are drained (`PreparingForShutDown`, then `ReadyToShutDown`) before it exits.
/// Both can be called off. A node that is down may be removed from the list.
///
/// CloudStack has no machine for it
/// (`org.apache.cloudstack.management.ManagementServerHost.State`); the rows are what its cluster
/// and maintenance managers do. Ours are the rows on a lost heartbeat out of the states on the way
/// to a shutdown: a node that dies there is down.
public enum ManagementServer: CloudResource {
    public enum State: String, LifecycleName {
        case up = "Up"
        case down = "Down"
        case preparingForMaintenance = "PreparingForMaintenance"
        case maintenance = "Maintenance"
        case preparingForShutDown = "PreparingForShutDown"
        case readyToShutDown = "ReadyToShutDown"
        case shuttingDown = "ShuttingDown"
    }

    public enum Trigger: String, LifecycleName {
        case startOrHeartbeat = "StartOrHeartbeat"
        case heartbeatLost = "HeartbeatLost"
        case orderlyStop = "OrderlyStop"
        case restart = "Restart"
        case prepareForMaintenance = "PrepareForMaintenance"
        case noAgentsLeft = "NoAgentsLeft"
        case forcedAfterWindow = "ForcedAfterWindow"
        case agentsCouldNotMove = "AgentsCouldNotMove"
        case cancelMaintenance = "CancelMaintenance"
        case prepareForShutdown = "PrepareForShutdown"
        case noJobsLeft = "NoJobsLeft"
        case cancelShutdown = "CancelShutdown"
        case triggerShutdown = "TriggerShutdown"
    }

    public static let kind = "ManagementServer"
    public static let family = ResourceFamily.infrastructure
    public static let initial: [State] = [.up]

    public static let states: [StateDescription<State>] = [
        .stable(.up, "its heartbeat is heard"),
        .stable(.down, "stopped, or silent", removable: true),
        .transient(
            .preparingForMaintenance, "jobs are drained, agents moved away", limit: .hours(1)),
        .stable(.maintenance, "no jobs, no agents, for work on it"),
        .transient(.preparingForShutDown, "jobs are drained", limit: .hours(1)),
        .stable(.readyToShutDown, "no jobs left"),
        .transient(.shuttingDown, "about to exit", limit: .minutes(10)),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.down, on: .startOrHeartbeat, to: .up),
        .from(.up, on: .heartbeatLost, to: .down),
        .from(.preparingForShutDown, on: .heartbeatLost, to: .down),
        .from(.readyToShutDown, on: .heartbeatLost, to: .down),
        .from(.shuttingDown, on: .heartbeatLost, to: .down),

        .from(.up, on: .prepareForMaintenance, to: .preparingForMaintenance),
        .from(.preparingForMaintenance, on: .noAgentsLeft, to: .maintenance),
        .from(.preparingForMaintenance, on: .forcedAfterWindow, to: .maintenance),
        .from(.preparingForMaintenance, on: .restart, to: .maintenance),
        .from(.preparingForMaintenance, on: .agentsCouldNotMove, to: .up),
        .from(.preparingForMaintenance, on: .cancelMaintenance, to: .up),
        .from(.maintenance, on: .restart, to: .maintenance),
        .from(.maintenance, on: .cancelMaintenance, to: .up),

        .from(.up, on: .prepareForShutdown, to: .preparingForShutDown),
        .from(.up, on: .triggerShutdown, to: .preparingForShutDown),
        .from(.preparingForShutDown, on: .noJobsLeft, to: .readyToShutDown),
        .from(.preparingForShutDown, on: .cancelShutdown, to: .up),
        .from(.readyToShutDown, on: .cancelShutdown, to: .up),
        .from(.preparingForShutDown, on: .triggerShutdown, to: .shuttingDown),
        .from(.readyToShutDown, on: .triggerShutdown, to: .shuttingDown),
        .from(.maintenance, on: .triggerShutdown, to: .shuttingDown),

        .from(.up, on: .orderlyStop, to: .down),
        .from(.preparingForMaintenance, on: .orderlyStop, to: .down),
        .from(.maintenance, on: .orderlyStop, to: .down),
        .from(.preparingForShutDown, on: .orderlyStop, to: .down),
        .from(.readyToShutDown, on: .orderlyStop, to: .down),
        .from(.shuttingDown, on: .orderlyStop, to: .down),
    ]

    public static let eventTypes: [EventType] = [
        "MS.MAINTENANCE.PREPARE", "MS.MAINTENANCE.CANCEL", "MS.SHUTDOWN.PREPARE",
        "MS.SHUTDOWN.CANCEL", "MS.SHUTDOWN", "MANAGEMENT.SERVER.REMOVE",
    ]
}
