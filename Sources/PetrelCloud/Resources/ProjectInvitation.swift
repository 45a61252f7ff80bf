public import PetrelStates

/// An account's, a user's or a mail address's invitation into a project.
///
/// It is `Pending` until it is accepted, refused, or its time is over, and keeps that answer for
/// good. One that is withdrawn, alone or with its project, is removed while pending.
///
/// CloudStack has no state machine; these are its manager's rows and no others.
public enum ProjectInvitation: CloudResource {
    public enum State: String, LifecycleName {
        case pending = "Pending"
        case completed = "Completed"
        case expired = "Expired"
        case declined = "Declined"
    }

    public enum Trigger: String, LifecycleName {
        case accept = "Accept"
        case decline = "Decline"
        case timeout = "Timeout"
    }

    public static let kind = "ProjectInvitation"
    public static let family = ResourceFamily.identity
    public static let initial: [State] = [.pending]

    public static let states: [StateDescription<State>] = [
        .stable(.pending, "waits for an answer until its own time is over", removable: true),
        .final(.completed, "accepted"),
        .final(.expired, "its time was over"),
        .final(.declined, "refused"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.pending, on: .accept, to: .completed),
        .from(.pending, on: .decline, to: .declined),
        .from(.pending, on: .timeout, to: .expired),
    ]

    public static let eventTypes: [EventType] = [
        "PROJECT.INVITATION.UPDATE", "PROJECT.INVITATION.REMOVE",
    ]
}
