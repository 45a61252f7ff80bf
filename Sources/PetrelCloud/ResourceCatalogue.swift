internal import PetrelStates

/// Every kind of resource this cloud knows, in the order of their types' names.
public enum ResourceCatalogue {
    public static let all: [any CloudResource.Type] = [
        ISO.self,
        Network.self,
        Nic.self,
        PublicIPAddress.self,
        Snapshot.self,
        Template.self,
        VMSnapshot.self,
        VirtualMachine.self,
        Volume.self,
    ]

    /// The kind of that name, spelled exactly.
    public static func resource(ofKind kind: String) -> (any CloudResource.Type)? {
        all.first { $0.kind == kind }
    }
}
