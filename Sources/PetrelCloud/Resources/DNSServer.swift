public import PetrelStates

/// A name server outside the cloud in which tenants can have zones.
///
/// It is usable from the start, can be switched off and on, and is removed in either state once it
/// holds no zone. Zones already made on a server that is off stay as they are.
///
/// CloudStack has no state machine; the two rows are its manager's.
public enum DNSServer: CloudResource {
    public enum State: String, LifecycleName {
        case enabled = "Enabled"
        case disabled = "Disabled"
    }

    public enum Trigger: String, LifecycleName {
        case updateState = "UpdateState"
    }

    public static let kind = "DnsServer"
    public static let family = ResourceFamily.service
    public static let initial: [State] = [.enabled]

    public static let states: [StateDescription<State>] = [
        .stable(.enabled, "usable", removable: true),
        .stable(.disabled, "off", removable: true),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.enabled, on: .updateState, to: .disabled),
        .from(.disabled, on: .updateState, to: .enabled),
    ]

    public static let eventTypes: [EventType] = [
        "DNS.SERVER.ADD", "DNS.SERVER.UPDATE", "DNS.SERVER.DELETE",
    ]
}
