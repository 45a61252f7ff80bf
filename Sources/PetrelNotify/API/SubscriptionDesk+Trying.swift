internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// What a subscription would have got.
extension SubscriptionDesk {
    private static let mostScanned = 200_000
    private static let mostSamples = 10

    /// Runs a draft's filters over what is stored; nothing is kept and nothing is sent.
    func dryRun(
        _ draft: SubscriptionDraft, mistakes: [String], from: Int64, to: Int64?,
        for caller: Caller
    ) async throws -> DryRun {
        var mistakes = mistakes
        let owner = try await owner(draft, caller)
        var subscription = NotifySubscription(
            id: "", name: "dry run", owner: owner, channel: "", settings: [:], created: now)
        subscription.interest = Interest(
            topics: FilterReader.topics(draft.topics, mistakes: &mistakes),
            filters: FilterReader.filters(draft.filters, mistakes: &mistakes))
        subscription.routing = RoutingReader.routing(
            draft.routing, reachesPerson: true, mistakes: &mistakes)
        try await applyScope(draft, to: &subscription, caller, &mistakes)
        guard mistakes.isEmpty else { throw Self.refusal(mistakes) }
        let rights = try await courier.rights.rights(of: owner.account)
        let last = try await context.store.lastSequence
        var found = DryRun()
        var query = EventQuery()
        (query.ascending, query.includesArchived, query.limit) = (true, true, 1_000)
        query.afterSequence = from
        subscription.narrow(&query)
        repeat {
            let page = try await context.store.events(query)
            for event in page.elements {
                guard event.sequence ?? 0 <= to ?? last, found.scanned < Self.mostScanned else {
                    found.isComplete = found.scanned < Self.mostScanned
                    return found
                }
                let isTold =
                    subscription.matches(event)
                    && rights?.shows(event, to: subscription) ?? false
                found.take(event, isTold: isTold, most: Self.mostSamples)
            }
            query.after = page.next
        } while query.after != nil
        return found
    }

    /// A sequence, or the last one before a time.
    func place(
        _ json: JSONValue?, _ name: String, _ mistakes: inout [String]
    ) async throws -> Int64? {
        switch json {
        case nil, .null: return nil
        case .integer(let sequence) where sequence >= 0: return sequence
        case .string(let text):
            if let time = APIParameter.date(text) { return try await sequence(before: time) }
        default: break
        }
        mistakes.append("\(name): a sequence or a time")
        return nil
    }
}

/// What a dry run has seen so far.
struct DryRun {
    var scanned = 0
    /// Whether nothing was left out because there was too much.
    var isComplete = true
    var matched = 0
    var samples: [CloudEvent] = []
    var first: Timestamp?
    var last: Timestamp?

    mutating func take(_ event: CloudEvent, isTold: Bool, most: Int) {
        scanned += 1
        (first, last) = (first ?? event.time, event.time)
        guard isTold else { return }
        matched += 1
        // The last ones: what happens now says more than what happened long ago.
        if samples.count == most { samples.removeFirst() }
        samples.append(event)
    }

    var json: JSONValue {
        .object(members { (try? JSONReader().read($0.cloudEventsJSON())) ?? .null })
    }

    func members(sample: (CloudEvent) -> JSONValue) -> [String: JSONValue] {
        var hours = 0.0
        if let first, let last {
            hours = Double(first.duration(to: last).components.seconds) / 3_600
        }
        let perHour = Double(matched) / max(hours, 1.0 / 60)
        return [
            "scanned": .integer(Int64(scanned)), "matched": .integer(Int64(matched)),
            "complete": .bool(isComplete), "hours": .number(hours),
            "perhour": .number(matched == 0 ? 0 : perHour),
            "samples": .array(samples.map(sample)),
        ]
    }
}
