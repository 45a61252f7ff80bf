import PetrelBus

/// A subscriber that is slow, its queue, and what happens when that is full.
///
/// Give it another rule to see the difference: dropOldest, dropNewest, keepLatest or cancelSubscription.
@main
struct TicketQueue {
    static func main() async {
        let name = CommandLine.arguments.dropFirst().first ?? "dropOldest"
        guard let rule = TicketDesk.rule(named: name) else {
            return print("There is no rule \(name).")
        }
        let bus = EventBus()
        let service = TicketService()
        let desk = TicketDesk(service: service, rule: rule).start(on: bus)
        let loss = bus.subscribe(to: UndeliverableEvent.self) { report in
            print("  not for \(report.subscription?.name ?? "anyone"): \(report.event)")
        }

        print("The ticket service is down. The desk takes one job and gets stuck with it;")
        bus.post(JobFailed(job: 1, volume: "data-1"))
        await service.whenCalled()
        print("six more fail, its queue has room for \(TicketDesk.room), and its rule is \(name):")
        for job in 2...7 {
            bus.post(JobFailed(job: job, volume: job.isMultiple(of: 2) ? "data-2" : "data-3"))
        }
        show(bus.topology)

        print("The service comes up:")
        await service.comeUp()
        await bus.drain()
        print("The desk is \(desk.isActive ? "still subscribed" : "no longer subscribed").")
        loss.cancel()
        await bus.close()
    }

    private static func show(_ topology: Topology) {
        for subscriber in topology.subscriptions {
            guard let queue = subscriber.queue else { continue }
            print(
                "  \(subscriber.info.name): \(queue.depth) waiting, \(subscriber.dropped) dropped")
        }
    }
}
