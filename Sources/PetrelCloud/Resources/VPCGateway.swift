public import PetrelStates

/// The public gateway of a VPC: its way to the outside.
///
/// It is made together with its VPC, becomes `Ready` when the router carries its address, and goes
/// when the VPC goes; nobody asks for one by itself, so it has no event types of its own.
///
/// CloudStack gives it the states of a private gateway and hardly moves them. The rows are those of
/// ``PrivateGateway``, which share the enumeration: a gateway that cannot be programmed is removed
/// again, and a deletion that fails leaves it working.
public enum VPCGateway: CloudResource {
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

    public static let kind = "VpcGateway"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.creating]

    public static let states: [StateDescription<State>] = [
        .transient(
            .creating, "recorded, not yet on the router", limit: .minutes(10), removable: true),
        .stable(.ready, "carries the traffic of its VPC"),
        .transient(.deleting, "being taken off the router", limit: .minutes(10), removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.creating, on: .appliedOnBackend, to: .ready),
        .from(.ready, on: .deleteRequested, to: .deleting),
        .from(.deleting, on: .deleteFailed, to: .ready),
    ]

    public static let eventTypes: [EventType] = []
}
