public import PetrelStates

/// Something that does the work behind network services on a physical network: virtual routers, a
/// device.
///
/// It is added `Disabled` and enabled once its instances are ready. Deleting it, in use or not,
/// shuts its instances down first (`Shutdown`), then it is removed; if one of them will not go, it
/// is left disabled.
///
/// CloudStack has no state machine and never stores `Shutdown`. The rows follow its manager, with
/// the request to delete written out for both states; a check that the instances are ready decides
/// before `UpdateState` whether the provider may be enabled. Only `ShutdownFailed` is ours.
public enum NetworkServiceProvider: CloudResource {
    public enum State: String, LifecycleName {
        case disabled = "Disabled"
        case enabled = "Enabled"
        case shutdown = "Shutdown"
    }

    public enum Trigger: String, LifecycleName {
        case updateState = "UpdateState"
        case deleteRequested = "DeleteRequested"
        case shutdownFailed = "ShutdownFailed"
    }

    public static let kind = "PhysicalNetworkServiceProvider"
    public static let family = ResourceFamily.infrastructure
    public static let initial: [State] = [.disabled]

    public static let states: [StateDescription<State>] = [
        .stable(.disabled, "not used"),
        .stable(.enabled, "in use"),
        .transient(
            .shutdown, "its instances are shut down before it goes", limit: .minutes(30),
            removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.disabled, on: .updateState, to: .enabled),
        .from(.disabled, on: .deleteRequested, to: .shutdown),
        .from(.enabled, on: .updateState, to: .disabled),
        .from(.enabled, on: .deleteRequested, to: .shutdown),
        .from(.shutdown, on: .shutdownFailed, to: .disabled),
    ]

    public static let eventTypes: [EventType] = [
        "SERVICE.PROVIDER.CREATE", "SERVICE.PROVIDER.UPDATE", "SERVICE.PROVIDER.DELETE",
        "NETWORK.ELEMENT.CONFIGURE",
    ]
}
