public import PetrelStates

/// The work of bringing a machine in from another cloud.
///
/// It runs through its steps (preparing, cloning, converting, importing) without a change of state,
/// and is `Completed` or `Failed` at the end. What it leaves behind on success is a virtual machine
/// with a life of its own.
///
/// CloudStack has no state machine; these are its manager's two rows and no others.
public enum VMImportTask: CloudResource {
    public enum State: String, LifecycleName {
        case running = "Running"
        case completed = "Completed"
        case failed = "Failed"
    }

    public enum Trigger: String, LifecycleName {
        case stepCompleted = "StepCompleted"
        case stepFailed = "StepFailed"
    }

    public static let kind = "ImportVmTask"
    public static let family = ResourceFamily.compute
    public static let initial: [State] = [.running]

    public static let states: [StateDescription<State>] = [
        .transient(.running, "the machine is being brought in", limit: .hours(24)),
        .final(.completed, "the machine is here"),
        .final(.failed, "a step failed"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.running, on: .stepCompleted, to: .completed),
        .from(.running, on: .stepFailed, to: .failed),
    ]

    public static let eventTypes: [EventType] = ["VM.IMPORT"]
}
