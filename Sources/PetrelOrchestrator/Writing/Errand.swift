public import PetrelCloud
public import PetrelPlugin

/// On whose behalf something is done, and what it follows from.
public struct Errand: Sendable, Hashable {
    public var actor: CloudEvent.Actor
    /// The job that does it.
    public var job: String?
    /// The action event that it follows from.
    public var action: EventID?
    /// Told together with the first change.
    var pending: PendingEvent?
    /// The first event of the action it belongs to, by which lists gather an action's events.
    var first: EventID?

    public init(actor: CloudEvent.Actor, job: String? = nil, action: EventID? = nil) {
        self.actor = actor
        self.job = job
        self.action = action
    }

    public init(_ caller: Caller) {
        self.init(
            actor: CloudEvent.Actor(
                user: caller.user, account: caller.account, userName: caller.username,
                accountName: caller.accountName))
    }

    /// What the cloud does by itself.
    public static let system = Errand(
        actor: CloudEvent.Actor(
            user: "00000000-0000-0000-0000-000000000001",
            account: "00000000-0000-0000-0000-000000000001", userName: "system",
            accountName: "system"))

    var cause: CloudEvent.Cause? {
        action == nil && job == nil ? nil : CloudEvent.Cause(event: action, job: job)
    }

    func following(_ event: EventID) -> Errand {
        var errand = self
        errand.action = event
        return errand
    }

    /// The same as part of the action that begins with this event.
    func beginning(with event: EventID) -> Errand {
        var errand = self
        errand.first = event
        return errand
    }

    /// The same, with the event itself still to be told.
    func following(pending event: CloudEvent) -> Errand {
        var errand = following(event.id)
        errand.pending = PendingEvent(event)
        return errand
    }
}
