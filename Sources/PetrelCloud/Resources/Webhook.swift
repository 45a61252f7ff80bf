public import PetrelStates

/// An address of a tenant's own to which events are delivered.
///
/// It delivers while `Enabled` and rests while `Disabled`; nothing but its owner changes that,
/// however many deliveries fail. It can be removed in either state. A single delivery is a
/// conversation and has no life here.
///
/// CloudStack has no state machine; the two rows are its manager's. It has no event types for
/// webhooks.
public enum Webhook: CloudResource {
    public enum State: String, LifecycleName {
        case enabled = "Enabled"
        case disabled = "Disabled"
    }

    public enum Trigger: String, LifecycleName {
        case updateState = "UpdateState"
    }

    public static let kind = "Webhook"
    public static let family = ResourceFamily.service
    public static let initial: [State] = [.enabled, .disabled]

    public static let states: [StateDescription<State>] = [
        .stable(.enabled, "delivers", removable: true),
        .stable(.disabled, "paused", removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.enabled, on: .updateState, to: .disabled),
        .from(.disabled, on: .updateState, to: .enabled),
    ]

    public static let eventTypes: [EventType] = []
}
