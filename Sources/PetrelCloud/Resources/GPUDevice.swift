public import PetrelStates

/// A graphics processor of a host, or a slice of one.
///
/// It is `Free` until a machine gets it and `Allocated` while the machine has it. A device that is
/// cut into slices is `PartiallyAllocated` while any of them is given out. When the host no longer
/// shows it, or one of its slices is in error, it is `Error`, and comes back free or in use as the
/// next discovery finds it. It can be removed while it is free or in error.
///
/// CloudStack has no state machine; the rows follow its manager, with the two ways into `Error`
/// written out for every state. The silent rows are ours; they let a device hear again what it
/// knows. Whether the scheduler may use the device at all is told apart from this by
/// ``GPUDeviceManagedState``.
public enum GPUDevice: CloudResource {
    public enum State: String, LifecycleName {
        case allocated = "Allocated"
        case free = "Free"
        case error = "Error"
        case partiallyAllocated = "PartiallyAllocated"
    }

    public enum Trigger: String, LifecycleName {
        case allocateToVM = "AllocateToVm"
        case deallocateFromVM = "DeallocateFromVm"
        case childAllocated = "ChildAllocated"
        case childDeallocated = "ChildDeallocated"
        case allChildrenFree = "AllChildrenFree"
        case missingOnHost = "MissingOnHost"
        case childError = "ChildError"
        case rediscoveredFree = "RediscoveredFree"
        case rediscoveredInUse = "RediscoveredInUse"
    }

    public static let kind = "GpuDevice"
    public static let family = ResourceFamily.infrastructure
    public static let initial: [State] = [.free]

    public static let states: [StateDescription<State>] = [
        .stable(.allocated, "given to a machine"),
        .stable(.free, "available", removable: true),
        .stable(.error, "missing from its host, or its machine is unknown", removable: true),
        .stable(.partiallyAllocated, "some of its slices are given out"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.free, on: .allocateToVM, to: .allocated),
        .from(.free, on: .childAllocated, to: .partiallyAllocated),
        .from(.free, on: .missingOnHost, to: .error),
        .from(.free, on: .childError, to: .error),
        .from(.allocated, on: .deallocateFromVM, to: .free),
        .from(.allocated, on: .missingOnHost, to: .error),
        .from(.allocated, on: .childError, to: .error),
        .from(.partiallyAllocated, on: .childAllocated, to: .partiallyAllocated, silent: true),
        .from(.partiallyAllocated, on: .childDeallocated, to: .partiallyAllocated, silent: true),
        .from(.partiallyAllocated, on: .allChildrenFree, to: .free),
        .from(.partiallyAllocated, on: .missingOnHost, to: .error),
        .from(.partiallyAllocated, on: .childError, to: .error),
        .from(.error, on: .rediscoveredFree, to: .free),
        .from(.error, on: .rediscoveredInUse, to: .allocated),
        .from(.error, on: .missingOnHost, to: .error, silent: true),
        .from(.error, on: .childError, to: .error, silent: true),
    ]

    public static let eventTypes: [EventType] = [
        "GPU.DEVICE.CREATE", "GPU.DEVICE.EDIT", "GPU.DEVICE.DELETE",
    ]
}
