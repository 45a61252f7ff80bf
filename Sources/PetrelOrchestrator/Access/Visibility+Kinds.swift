internal import PetrelCloud
internal import PetrelStates

extension Visibility {
    /// Who may see resources of a kind when it is asked for by name. What nobody said anything about is its owner's.
    static func of(kind: String) -> Visibility { kinds[kind] ?? .owned }

    private static let kinds: [String: Visibility] = [
        Zone.kind: .everyone, Role.kind: .everyone, ServiceOffering.kind: .everyone,
        DiskOffering.kind: .everyone, NetworkOffering.kind: .everyone,
        Template.kind: .shared, ISO.kind: .shared, Network.kind: Networks.visibility,
        Account.kind: .domain, Domain.kind: .domain, User.kind: .domain,
        Pod.kind: .operators, Cluster.kind: .operators, ClusterManagedState.kind: .operators,
        HostStatus.kind: .operators, HostResourceState.kind: .operators,
        HostHA.kind: .operators, StoragePool.kind: .operators,
        OutOfBandManagement.kind: .operators, ManagementServer.kind: .operators,
        PhysicalNetwork.kind: .operators, NetworkServiceProvider.kind: .operators,
        HAWork.kind: .operators,
    ]
}
