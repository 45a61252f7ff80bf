public import PetrelStates

/// A bundle of network services from which VPCs are made.
///
/// An operator makes it, usually disabled, and enables it when tenants may choose it. It can be
/// switched off and on at any time: VPCs already made from it do not notice. It can be removed in
/// either state.
///
/// CloudStack has no state machine; the two rows are its manager's.
public enum VPCOffering: CloudResource {
    public enum State: String, LifecycleName {
        case disabled = "Disabled"
        case enabled = "Enabled"
    }

    public enum Trigger: String, LifecycleName {
        case updateState = "UpdateState"
    }

    public static let kind = "VpcOffering"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.disabled, .enabled]

    public static let states: [StateDescription<State>] = [
        .stable(.disabled, "not offered", removable: true),
        .stable(.enabled, "offered to those who make VPCs", removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.disabled, on: .updateState, to: .enabled),
        .from(.enabled, on: .updateState, to: .disabled),
    ]

    public static let eventTypes: [EventType] = [
        "VPC.OFFERING.CREATE", "VPC.OFFERING.CLONE", "VPC.OFFERING.UPDATE", "VPC.OFFERING.DELETE",
    ]
}
