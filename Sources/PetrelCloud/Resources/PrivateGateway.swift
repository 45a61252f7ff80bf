public import PetrelStates

/// A private gateway of a VPC: a leg into a network the operator owns, such as an office line.
///
/// An administrator asks for it, the router gets an interface and it is `Ready`. If the interface
/// cannot be made the gateway is removed again. Deletion takes the interface off and ends with the
/// removal; when that fails the gateway is `Ready` as before.
///
/// CloudStack has the states and no state machine; these are its manager's rows and no others.
public enum PrivateGateway: CloudResource {
    public enum State: String, LifecycleName {
        case creating = "Creating"
        case ready = "Ready"
        case deleting = "Deleting"
    }

    public enum Trigger: String, LifecycleName {
        case appliedOnBackend = "AppliedOnBackend"
        case deleteRequested = "DeleteRequested"
        case deleteFailed = "DeleteFailed"
    }

    public static let kind = "PrivateGateway"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.creating]

    public static let states: [StateDescription<State>] = [
        .transient(
            .creating, "recorded, not yet on the router", limit: .minutes(10), removable: true),
        .stable(.ready, "programmed on the router"),
        .transient(.deleting, "being taken off the router", limit: .minutes(10), removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.creating, on: .appliedOnBackend, to: .ready),
        .from(.ready, on: .deleteRequested, to: .deleting),
        .from(.deleting, on: .deleteFailed, to: .ready),
    ]

    public static let eventTypes: [EventType] = [
        "PRIVATE.GATEWAY.CREATE", "PRIVATE.GATEWAY.DELETE",
    ]
}
