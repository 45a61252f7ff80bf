/// Kubernetes clusters and the versions they can have; told by a plug-in.
extension EventType {
    public static var kubernetesClusterCreate: EventType { "KUBERNETES.CLUSTER.CREATE" }
    public static var kubernetesClusterStart: EventType { "KUBERNETES.CLUSTER.START" }
    public static var kubernetesClusterStop: EventType { "KUBERNETES.CLUSTER.STOP" }
    public static var kubernetesClusterScale: EventType { "KUBERNETES.CLUSTER.SCALE" }
    public static var kubernetesClusterUpgrade: EventType { "KUBERNETES.CLUSTER.UPGRADE" }
    public static var kubernetesClusterNodesAdd: EventType { "KUBERNETES.CLUSTER.NODES.ADD" }
    public static var kubernetesClusterNodesRemove: EventType { "KUBERNETES.CLUSTER.NODES.REMOVE" }
    public static var kubernetesClusterAffinityUpdate: EventType {
        "KUBERNETES.CLUSTER.AFFINITY.UPDATE"
    }
    public static var kubernetesClusterDelete: EventType { "KUBERNETES.CLUSTER.DELETE" }
    public static var kubernetesVersionAdd: EventType { "KUBERNETES.VERSION.ADD" }
    public static var kubernetesVersionUpdate: EventType { "KUBERNETES.VERSION.UPDATE" }
    public static var kubernetesVersionDelete: EventType { "KUBERNETES.VERSION.DELETE" }
}

extension EventCatalogue {
    static let kubernetes: [EventDefinition] = [
        .action(.kubernetesClusterCreate, on: .kubernetesCluster, "A Kubernetes cluster is made."),
        .action(
            .kubernetesClusterStart, on: .kubernetesCluster,
            "A Kubernetes cluster's machines are started."),
        .action(
            .kubernetesClusterStop, on: .kubernetesCluster,
            "A Kubernetes cluster's machines are stopped."),
        .action(
            .kubernetesClusterScale, on: .kubernetesCluster,
            "A Kubernetes cluster gets more, fewer or other nodes."),
        .action(
            .kubernetesClusterUpgrade, on: .kubernetesCluster,
            "A Kubernetes cluster moves to a newer version."),
        .action(
            .kubernetesClusterNodesAdd, on: .kubernetesCluster,
            "Machines made elsewhere join a Kubernetes cluster."),
        .action(
            .kubernetesClusterNodesRemove, on: .kubernetesCluster,
            "Machines made elsewhere leave a Kubernetes cluster."),
        .action(
            .kubernetesClusterAffinityUpdate, on: .kubernetesCluster,
            "Which of a Kubernetes cluster's nodes stay together or apart is changed."),
        .action(
            .kubernetesClusterDelete, on: .kubernetesCluster, "A Kubernetes cluster is deleted."),
        .action(
            .kubernetesVersionAdd, on: .kubernetesSupportedVersion,
            "A version of Kubernetes is offered."),
        .action(
            .kubernetesVersionUpdate, on: .kubernetesSupportedVersion,
            "Whether a version of Kubernetes is offered is changed."),
        .action(
            .kubernetesVersionDelete, on: .kubernetesSupportedVersion,
            "A version of Kubernetes is deleted."),
    ]
}
