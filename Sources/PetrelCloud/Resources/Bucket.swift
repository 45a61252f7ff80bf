public import PetrelStates

/// A bucket of an object store.
///
/// It is `Allocated` while the store is asked to make it and `Created` once it exists; a store that
/// refuses ends it. It is deleted only when the store has done so, hence no state for a deletion
/// under way.
///
/// CloudStack has no machine for it (`org.apache.cloudstack.storage.object.Bucket.State`); the rows
/// are what its bucket service does, with `Destroyed`, which it declares and never sets, as the end
/// of both ways.
///
/// `BUCKET` usage runs while the bucket exists. What it holds is counted on the store; CloudStack
/// has only those counts and no beginning or end.
public enum Bucket: CloudResource {
    public enum State: String, LifecycleName {
        case allocated = "Allocated"
        case created = "Created"
        case destroyed = "Destroyed"
    }

    public enum Trigger: String, LifecycleName {
        case createSucceeded = "CreateSucceeded"
        case createFailed = "CreateFailed"
        case delete = "Delete"
    }

    public static let kind = "Bucket"
    public static let family = ResourceFamily.storage
    public static let initial: [State] = [.allocated]

    public static let states: [StateDescription<State>] = [
        .transient(.allocated, "the store is being asked to make it", limit: .minutes(10)),
        .stable(.created, "exists on the store"),
        .final(.destroyed, "gone, or never made"),
    ]

    public static let meteredActions: [EventType: [Metering]] = [
        "BUCKET.UPDATE": [.changes(.bucket)]
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.allocated, on: .createSucceeded, to: .created, metered: [.opens(.bucket)]),
        .from(.allocated, on: .createFailed, to: .destroyed),
        .from(.created, on: .delete, to: .destroyed, metered: [.closes(.bucket)]),
    ]

    public static let eventTypes: [EventType] = ["BUCKET.CREATE", "BUCKET.DELETE", "BUCKET.UPDATE"]
}
