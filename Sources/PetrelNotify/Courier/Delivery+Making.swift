internal import PetrelCloud

extension Delivery {
    /// One attempt for one event. Without a counter it is sent on request.
    init(
        _ event: CloudEvent, to subscription: NotifySubscription, attempt: Int, counter: Int64,
        payload: String? = nil, note: String? = nil, at time: Timestamp
    ) {
        self.init(
            id: subscription.messageID(event.id.description), attempt: attempt,
            subscription: DeliverySubscription(subscription),
            counter: counter, cursor: String(event.sequence ?? 0), events: [event], time: time,
            payload: payload, note: note)
    }
}

extension DeliverySubscription {
    init(_ subscription: NotifySubscription) {
        self.init(
            id: subscription.id, name: subscription.name, account: subscription.owner.account,
            accountName: subscription.owner.accountName,
            domainPath: subscription.owner.domainPath)
    }
}

extension Delivery {
    /// The events of a delivery, one or several.
    init(
        _ events: [(Parcel, Told)], _ sending: Board.Sending,
        to subscription: DeliverySubscription, at time: Timestamp
    ) {
        let member = sending.subscription
        guard events.count > 1 else {
            let (parcel, told) = events[0]
            let id = member.messageID(told.id)
            self.init(
                id: id, attempt: sending.attempt, subscription: subscription,
                counter: parcel.counter, cursor: String(parcel.sequence), told: [told],
                marks: [Mark(id: id, counter: parcel.counter)], time: time, payload: nil,
                note: parcel.note)
            return
        }
        self.init(
            several: events.map { parcel, told in
                (told, Mark(id: member.messageID(told.id), counter: parcel.counter))
            }, subscription: subscription, time: time)
    }
}

extension DeliveryError {
    var outcome: AttemptOutcome {
        switch verdict {
        case .retry, .throttled: .failed(reason, retryAfter: retryAfter)
        case .refused: .refused(reason)
        case .endpointGone: .gone(reason)
        }
    }
}

extension AttemptRecord {
    /// One for each event of a delivery that arrived, but for those that the receiver did not take.
    static func each(
        _ delivery: Delivery, _ subscription: some Subscribed, _ receipt: DeliveryReceipt,
        ended: Timestamp
    ) -> [AttemptRecord] {
        delivery.told.indices.map { place in
            var record = AttemptRecord(
                delivery, place, subscription, ended: ended,
                isSuccess: !receipt.untaken.contains(delivery.marks[place].id))
            record.status = receipt.status.map(Int64.init)
            record.excerpt = receipt.excerpt
            if !record.isSuccess { record.reason = "not taken, as the answer says" }
            record.note(receipt.sent, subscription)
            return record
        }
    }

    static func each(
        _ delivery: Delivery, _ subscription: some Subscribed, _ error: DeliveryError,
        ended: Timestamp
    ) -> [AttemptRecord] {
        delivery.told.indices.map { place in
            var record = AttemptRecord(
                delivery, place, subscription, ended: ended, isSuccess: false)
            record.status = error.status.map(Int64.init)
            (record.reason, record.excerpt) = (error.reason, error.excerpt)
            record.note(error.sent, subscription)
            return record
        }
    }

    /// Only CloudStack's lists show what was sent; for others it would be written and never read.
    private mutating func note(_ sent: SentMessage?, _ subscription: some Subscribed) {
        guard subscription.isWebhook else { return }
        (headers, payload) = (sent?.headers, sent?.payload)
    }

    private init(
        _ delivery: Delivery, _ place: Int, _ subscription: some Subscribed, ended: Timestamp,
        isSuccess: Bool
    ) {
        let told = delivery.told[place]
        self.init(
            id: EventID.next().description, subscription: subscription.id,
            sequence: told.event.sequence ?? 0, event: told.id, type: told.event.type.name,
            counter: delivery.marks[place].counter, attempt: Int64(delivery.attempt),
            began: delivery.time, ended: ended, isSuccess: isSuccess)
    }
}

extension CloudEvent {
    /// Tells a subscription's owner that nothing is sent any more, and why.
    static func subscriptionDisabled(_ subscription: NotifySubscription) -> CloudEvent {
        notice(
            "NOTIFY.SUBSCRIPTION.DISABLED", "subscription \(subscription.name) was disabled",
            subscription.reason ?? "", subscription)
    }

    /// Tells it that events were dropped before they were delivered.
    static func eventsLost(
        _ subscription: NotifySubscription, from: Int64, to: Int64
    ) -> CloudEvent {
        notice(
            "NOTIFY.EVENTS.LOST", "subscription \(subscription.name) was too far behind",
            "Retention took the events \(from) to \(to) before they were delivered.", subscription)
    }

    /// Tells it that nobody acknowledged an event and that there is nobody else to tell.
    static func escalationFailed(_ subscription: NotifySubscription, _ event: String) -> CloudEvent
    {
        notice(
            "NOTIFY.ESCALATION.FAILED", "subscription \(subscription.name) could not escalate",
            "Nobody has acknowledged the event \(event), and the next subscription is gone.",
            subscription)
    }

    private static func notice(
        _ type: EventType, _ subject: String, _ body: String, _ subscription: NotifySubscription
    ) -> CloudEvent {
        CloudEvent(
            category: .alert, type: type,
            owner: Owner(
                account: subscription.owner.account, domain: subscription.owner.domain,
                accountName: subscription.owner.accountName),
            domainPath: subscription.owner.domainPath, level: .warning, description: subject,
            attributes: [
                "body": .string(body), "subscription": .string(subscription.id),
                "plugin": "notify",
            ])
    }
}
