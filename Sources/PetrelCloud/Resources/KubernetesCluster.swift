public import PetrelStates

/// A Kubernetes cluster: machines, a network and rules that are managed as one thing.
///
/// It begins `Created`, without any resources, and is `Running` after its first start. While it
/// runs it is scaled, upgraded and given or relieved of nodes, each in a state of its own; stopped
/// it can only change its offering. `Alert` means it is not as it should be: it recovers from
/// there, or is stopped or destroyed. A cluster that could not even be created is in `Error`.
/// `Destroying` lasts until everything is cleaned up, however often that has to be tried.
///
/// The rows are CloudStack's (`com.cloud.kubernetes.cluster.KubernetesCluster.State`), none added
/// and none left out. The cluster is not metered: its machines, volumes and addresses are.
public enum KubernetesCluster: CloudResource {
    public enum State: String, LifecycleName {
        case created = "Created"
        case starting = "Starting"
        case running = "Running"
        case stopping = "Stopping"
        case stopped = "Stopped"
        case scaling = "Scaling"
        case scalingStoppedCluster = "ScalingStoppedCluster"
        case upgrading = "Upgrading"
        case importing = "Importing"
        case removingNodes = "RemovingNodes"
        case alert = "Alert"
        case recovering = "Recovering"
        case destroyed = "Destroyed"
        case destroying = "Destroying"
        case error = "Error"
    }

    public enum Trigger: String, LifecycleName {
        case startRequested = "StartRequested"
        case stopRequested = "StopRequested"
        case destroyRequested = "DestroyRequested"
        case recoveryRequested = "RecoveryRequested"
        case autoscaleRequested = "AutoscaleRequested"
        case scaleUpRequested = "ScaleUpRequested"
        case scaleDownRequested = "ScaleDownRequested"
        case addNodeRequested = "AddNodeRequested"
        case removeNodeRequested = "RemoveNodeRequested"
        case upgradeRequested = "UpgradeRequested"
        case operationSucceeded = "OperationSucceeded"
        case operationFailed = "OperationFailed"
        case createFailed = "CreateFailed"
        case faultsDetected = "FaultsDetected"
    }

    public static let kind = "KubernetesCluster"
    public static let family = ResourceFamily.service
    public static let initial: [State] = [.created]

    public static let states: [StateDescription<State>] = [
        .stable(.created, "a record, no resources yet"),
        .transient(.starting, "its resources are being brought up", limit: .hours(1)),
        .stable(.running, "in operation"),
        .transient(.stopping, "its machines are going down", limit: .minutes(30)),
        .stable(.stopped, "its machines are down"),
        .transient(.scaling, "changing its size or offering", limit: .hours(1)),
        .transient(
            .scalingStoppedCluster, "changing its offering while stopped", limit: .minutes(30)),
        .transient(.upgrading, "going to another version, node by node", limit: .hours(2)),
        .transient(.importing, "nodes from outside are joining", limit: .hours(1)),
        .transient(.removingNodes, "nodes from outside are leaving", limit: .hours(1)),
        .stable(.alert, "not as it should be"),
        .transient(.recovering, "on its way back from an alert", limit: .hours(1)),
        .final(.destroyed, "gone"),
        .transient(.destroying, "being cleaned up", limit: .hours(1)),
        .stable(.error, "could not be created"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.created, on: .startRequested, to: .starting),
        .from(.starting, on: .operationSucceeded, to: .running),
        .from(.starting, on: .operationFailed, to: .alert),
        .from(.starting, on: .createFailed, to: .error),
        .from(.starting, on: .stopRequested, to: .stopping),

        .from(.running, on: .operationSucceeded, to: .running),
        .from(.running, on: .faultsDetected, to: .alert),
        .from(.running, on: .stopRequested, to: .stopping),
        .from(.stopping, on: .operationSucceeded, to: .stopped),
        .from(.stopping, on: .operationFailed, to: .alert),
        .from(.stopped, on: .startRequested, to: .starting),
        .from(.stopped, on: .operationSucceeded, to: .stopped),

        .from(.running, on: .autoscaleRequested, to: .scaling),
        .from(.running, on: .scaleUpRequested, to: .scaling),
        .from(.running, on: .scaleDownRequested, to: .scaling),
        .from(.scaling, on: .operationSucceeded, to: .running),
        .from(.scaling, on: .operationFailed, to: .running),
        .from(.stopped, on: .scaleUpRequested, to: .scalingStoppedCluster),
        .from(.scalingStoppedCluster, on: .operationSucceeded, to: .stopped),
        .from(.scalingStoppedCluster, on: .operationFailed, to: .alert),

        .from(.running, on: .upgradeRequested, to: .upgrading),
        .from(.upgrading, on: .operationSucceeded, to: .running),
        .from(.upgrading, on: .operationFailed, to: .alert),
        .from(.running, on: .addNodeRequested, to: .importing),
        .from(.importing, on: .operationSucceeded, to: .running),
        .from(.importing, on: .operationFailed, to: .running),
        .from(.running, on: .removeNodeRequested, to: .removingNodes),
        .from(.removingNodes, on: .operationSucceeded, to: .running),
        .from(.removingNodes, on: .operationFailed, to: .running),

        .from(.alert, on: .operationSucceeded, to: .running),
        .from(.alert, on: .recoveryRequested, to: .recovering),
        .from(.alert, on: .stopRequested, to: .stopping),
        .from(.alert, on: .addNodeRequested, to: .importing),
        .from(.alert, on: .removeNodeRequested, to: .removingNodes),
        .from(.recovering, on: .operationSucceeded, to: .running),
        .from(.recovering, on: .operationFailed, to: .alert),

        .from(.running, on: .destroyRequested, to: .destroying),
        .from(.stopped, on: .destroyRequested, to: .destroying),
        .from(.alert, on: .destroyRequested, to: .destroying),
        .from(.error, on: .destroyRequested, to: .destroying),
        .from(.destroying, on: .operationSucceeded, to: .destroyed),
    ]

    public static let eventTypes: [EventType] = [
        "KUBERNETES.CLUSTER.CREATE", "KUBERNETES.CLUSTER.DELETE", "KUBERNETES.CLUSTER.START",
        "KUBERNETES.CLUSTER.STOP", "KUBERNETES.CLUSTER.SCALE", "KUBERNETES.CLUSTER.UPGRADE",
        "KUBERNETES.CLUSTER.NODES.ADD", "KUBERNETES.CLUSTER.NODES.REMOVE",
        "KUBERNETES.CLUSTER.AFFINITY.UPDATE",
    ]
}
