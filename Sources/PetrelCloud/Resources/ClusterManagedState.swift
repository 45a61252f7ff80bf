public import PetrelStates

/// Whether a cluster is under the control of this cloud.
///
/// An administrator lets go of a `Managed` cluster, its hosts are disconnected one by one and it is
/// `Unmanaged`: what runs there runs on unseen. If a host stays connected the cluster is left half
/// way, in `PrepareUnmanagedError`, from where it can be let go again or taken back.
///
/// CloudStack has no state machine; the rows follow its manager, all of them and no others. This is
/// a side of ``Cluster`` and is removed with it, in whatever state it is.
public enum ClusterManagedState: CloudResource {
    public enum State: String, LifecycleName {
        case managed = "Managed"
        case prepareUnmanaged = "PrepareUnmanaged"
        case unmanaged = "Unmanaged"
        case prepareUnmanagedError = "PrepareUnmanagedError"
    }

    public enum Trigger: String, LifecycleName {
        case unmanage = "Unmanage"
        case allHostsGone = "AllHostsGone"
        case failed = "Failed"
        case manage = "Manage"
    }

    public static let kind = "ClusterManagedState"
    public static let family = ResourceFamily.infrastructure
    public static let aspectOf: String? = Cluster.kind
    public static let initial: [State] = [.managed]

    public static let states: [StateDescription<State>] = [
        .stable(.managed, "under control", removable: true),
        .transient(
            .prepareUnmanaged, "its hosts are being disconnected", limit: .minutes(30),
            removable: true),
        .stable(.unmanaged, "left alone", removable: true),
        .stable(.prepareUnmanagedError, "some of its hosts stayed connected", removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.managed, on: .unmanage, to: .prepareUnmanaged),
        .from(.prepareUnmanaged, on: .allHostsGone, to: .unmanaged),
        .from(.prepareUnmanaged, on: .failed, to: .prepareUnmanagedError),
        .from(.prepareUnmanagedError, on: .unmanage, to: .prepareUnmanaged),
        .from(.prepareUnmanagedError, on: .manage, to: .managed),
        .from(.unmanaged, on: .manage, to: .managed),
    ]

    public static let eventTypes: [EventType] = []
}
