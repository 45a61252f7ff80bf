/// Attempts that are no rows yet.
///
/// Each row goes to its subscription's place in the table. With a thousand subscriptions and a row for each, a commit would
/// rewrite a thousand pages, so a subscription's attempts are gathered for some looks and then go together.
struct AttemptBook: Sendable {
    /// How many looks a subscription's first attempt waits; some of the subscriptions are due at each.
    static let patience = 12
    /// So many of one subscription are company enough.
    static let enough = 64
    /// How many are gathered at most.
    static let most = 16_384

    private var waiting: [String: [AttemptRecord]] = [:]
    /// Subscriptions in the order of their first attempt, and at which look that was.
    private var order: [(subscription: String, look: Int)] = []
    /// Those with enough.
    private var full: [String] = []
    private var looks = 0
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    mutating func add(_ records: [AttemptRecord]) {
        for record in records {
            count += 1
            waiting[record.subscription, default: []].append(record)
            switch waiting[record.subscription]?.count {
            case 1: order.append((record.subscription, looks))
            case Self.enough: full.append(record.subscription)
            default: break
            }
        }
    }

    /// Those whose time has come, each subscription's together.
    mutating func take(all: Bool) -> [AttemptRecord] {
        looks += 1
        var taken: [AttemptRecord] = []
        for subscription in full { take(subscription, &taken) }
        full = []
        var due = 0
        while due < order.count {
            let next = order[due]
            guard all || looks - next.look >= Self.patience || count > Self.most else { break }
            take(next.subscription, &taken)
            due += 1
        }
        order.removeFirst(due)
        return taken
    }

    private mutating func take(_ subscription: String, _ taken: inout [AttemptRecord]) {
        let records = waiting.removeValue(forKey: subscription) ?? []
        count -= records.count
        taken += records
    }
}
