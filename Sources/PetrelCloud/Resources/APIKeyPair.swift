public import PetrelStates

/// A key and a secret with which a program signs its calls for a user.
///
/// It works from the moment it is registered until its end date, if it has one, has passed; an
/// expired pair stays listed until it is deleted.
///
/// CloudStack works the state out from dates when asked and keeps none. The rows are our reading of
/// that: the end date is a trigger that a timer fires.
public enum APIKeyPair: CloudResource {
    public enum State: String, LifecycleName {
        case enabled = "ENABLED"
        case removed = "REMOVED"
        case expired = "EXPIRED"
    }

    public enum Trigger: String, LifecycleName {
        case endDatePassed = "EndDatePassed"
        case delete = "Delete"
    }

    public static let kind = "ApiKeyPair"
    public static let family = ResourceFamily.identity
    public static let initial: [State] = [.enabled]

    public static let states: [StateDescription<State>] = [
        .stable(.enabled, "usable"),
        .final(.removed, "deleted"),
        .stable(.expired, "past its end date"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.enabled, on: .endDatePassed, to: .expired),
        .from(.enabled, on: .delete, to: .removed),
        .from(.expired, on: .delete, to: .removed),
    ]

    public static let eventTypes: [EventType] = ["REGISTER.USER.KEY", "DELETE.USER.KEY"]
}
