import PetrelBus

/// Opens a ticket for each failed job: what a plug-in looks like from the bus's side.
///
/// Its service may take long or be away. That is no concern of who posts, because a queue stands between
/// them; the queue is bounded, and its rule says which events go when there are too many.
struct TicketDesk {
    let service: TicketService
    let rule: WhenFull<JobFailed>

    static let room = 3

    /// The desk works until the subscription is let go of.
    func start(on bus: EventBus) -> Subscription {
        bus.subscribe(
            to: JobFailed.self, named: "tickets",
            delivery: .queued(limit: Self.room, whenFull: rule)
        ) { [service] failure in
            await service.open("\(failure)")
        }
    }

    /// The rule of that name. To wait is left out: these jobs fail whether or not anybody has time for them.
    static func rule(named name: String) -> WhenFull<JobFailed>? {
        switch name {
        case "dropOldest": .dropOldest
        case "dropNewest": .dropNewest
        case "keepLatest": .keepLatest { $0.volume }
        case "cancelSubscription": .cancelSubscription
        default: nil
        }
    }
}
