internal import PetrelCloud
internal import PetrelPlugin

/// What an account may know at this moment.
struct AccountRights: Sendable, Hashable {
    let scope: EventScope
    let role: APICommand.Roles
    let domainPath: String

    /// The same rule as for lists of events, and the subscription's own extent.
    func shows(_ event: CloudEvent, to subscription: some Subscribed) -> Bool {
        scope.shows(event) && subscription.isAbout(event)
    }
}
