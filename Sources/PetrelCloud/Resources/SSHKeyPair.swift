public import PetrelStates

/// A public key that machines are given at deployment.
///
/// It is made or registered in one step and deleted in one step; machines that have it keep it.
/// CloudStack keeps no state for it, only a record that is there or gone; the name `Active` is
/// ours. Deletion has no event type there.
public enum SSHKeyPair: CloudResource {
    public enum State: String, LifecycleName {
        case active = "Active"
    }

    public typealias Trigger = NoTrigger

    public static let kind = "SSHKeyPair"
    public static let family = ResourceFamily.identity
    public static let initial: [State] = [.active]

    public static let states: [StateDescription<State>] = [
        .stable(.active, "can be given to machines", removable: true)
    ]

    public static let transitions: [Transition<State, Trigger>] = []

    public static let eventTypes: [EventType] = ["REGISTER.SSH.KEYPAIR"]
}
