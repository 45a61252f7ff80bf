public import PetrelStates

/// Whether the scheduler may give a graphics processor to machines.
///
/// A device is `Managed` when it is discovered. An administrator takes it out of the scheduler's
/// hands and puts it back; neither is possible while a machine has it.
///
/// CloudStack has no state machine; the rows follow its manager. That no machine has the device is
/// a condition on them, judged by the attribute `virtualmachineid`. This is a side of ``GPUDevice``
/// and is removed with it.
public enum GPUDeviceManagedState: CloudResource {
    public enum State: String, LifecycleName {
        case managed = "Managed"
        case unmanaged = "Unmanaged"
    }

    public enum Trigger: String, LifecycleName {
        case manage = "Manage"
        case unmanage = "Unmanage"
    }

    public static let kind = "GpuDeviceManagedState"
    public static let family = ResourceFamily.infrastructure
    public static let aspectOf: String? = GPUDevice.kind
    public static let initial: [State] = [.managed]

    public static let states: [StateDescription<State>] = [
        .stable(.managed, "the scheduler may give it out", removable: true),
        .stable(.unmanaged, "left alone", removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.managed, on: .unmanage, to: .unmanaged, when: isFree),
        .from(.unmanaged, on: .manage, to: .managed, when: isFree),
    ]

    public static let eventTypes: [EventType] = []

    private static let isFree = Guard("no machine has the device") { attributes in
        attributes["virtualmachineid", default: ""].isEmpty
    }
}
