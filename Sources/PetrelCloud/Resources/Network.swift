public import PetrelStates

/// A guest network: a range of addresses and the services that come with it.
///
/// A network that needs a router or other equipment begins `Allocated` and is implemented when its
/// first machine starts. It is taken down again when nobody uses it, and a failed implementation is
/// taken down too, so `Shutdown` always leads back to `Allocated`. A shared network that needs
/// nothing begins in `Setup` and stays there. Both can be destroyed.
///
/// The rows are CloudStack's (`com.cloud.network.Network.State`), none added and none left out.
///
/// `NETWORK` usage runs from the creation to the destruction and is told per state: it changes when
/// the network comes into use and when it goes out of use.
public enum Network: CloudResource {
    public enum State: String, LifecycleName {
        case allocated = "Allocated"
        case setup = "Setup"
        case implementing = "Implementing"
        case implemented = "Implemented"
        case shutdown = "Shutdown"
        case destroy = "Destroy"
    }

    public enum Trigger: String, LifecycleName {
        case implementNetwork = "ImplementNetwork"
        case destroyNetwork = "DestroyNetwork"
        case operationSucceeded = "OperationSucceeded"
        case operationFailed = "OperationFailed"
    }

    public static let kind = "Network"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.allocated, .setup]

    public static let states: [StateDescription<State>] = [
        .stable(.allocated, "configured, no equipment involved yet"),
        .stable(.setup, "ready without any equipment"),
        .transient(.implementing, "router, VLAN and rules are being set up", limit: .minutes(30)),
        .stable(.implemented, "in use"),
        .transient(.shutdown, "being taken down", limit: .minutes(30)),
        .final(.destroy, "destroyed"),
    ]

    public static let meteredAtCreation: [State: [Metering]] = [
        .allocated: [.opens(.network)],
        .setup: [.opens(.network)],
    ]

    public static let meteredActions: [EventType: [Metering]] = [
        "NETWORK.UPDATE": [.changes(.network)]
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.allocated, on: .implementNetwork, to: .implementing),
        .from(
            .implementing, on: .operationSucceeded, to: .implemented, metered: [.changes(.network)]),
        .from(.implementing, on: .operationFailed, to: .shutdown),
        .from(.implemented, on: .destroyNetwork, to: .shutdown),
        .from(.shutdown, on: .operationSucceeded, to: .allocated, metered: [.changes(.network)]),
        .from(.shutdown, on: .operationFailed, to: .shutdown),
        .from(.setup, on: .destroyNetwork, to: .destroy, metered: [.closes(.network)]),
        .from(.allocated, on: .destroyNetwork, to: .destroy, metered: [.closes(.network)]),
    ]

    public static let eventTypes: [EventType] = [
        "NETWORK.CREATE", "NETWORK.DELETE", "NETWORK.UPDATE", "NETWORK.RESTART", "NETWORK.MIGRATE",
        "NETWORK.ELEMENT.CONFIGURE", "NETWORK.BGP.PEER.UPDATE", "NET.IP6ASSIGN", "NET.IP6RELEASE",
        "NET.IP6UPDATE",
    ]
}
