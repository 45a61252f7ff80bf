/// How many bytes of events may wait for an account's subscriptions, and for a domain's: facts in, orders out.
///
/// Where more waits, the subscriptions that are furthest behind are to rest, as few as will do. A domain's quota is that
/// of its accounts and of those in its sub-domains together; the root domain has none of its own.
struct BacklogQuota: Sendable {
    /// What waits for one subscription.
    struct Backlog: Sendable, Hashable {
        let subscription: String
        let account: String
        let domainPath: String
        let bytes: Int
    }

    enum Holder: Sendable, Hashable {
        case account(String)
        case domain(String)
    }

    /// More waits than may.
    struct Crossing: Sendable, Hashable {
        let holder: Holder
        /// What waits, and how much may.
        let bytes: Int
        let most: Int
        /// Those that are to rest, the one with most first.
        let resting: [Backlog]
    }

    /// In bytes; 0 is any number.
    let perAccount: Int
    let perDomain: Int

    /// Accounts first, then domains, the innermost first; whom one let rest burdens the next no more.
    func crossings(_ backlogs: [Backlog]) -> [Crossing] {
        var left = backlogs
        var crossings: [Crossing] = []
        for holder in crossed(backlogs) {
            let mine = left.filter(holder.holds)
            guard let crossing = crossing(of: holder, mine) else { continue }
            crossings.append(crossing)
            let resting = Set(crossing.resting)
            left.removeAll(where: resting.contains)
        }
        return crossings
    }

    /// How much a holder may have; 0 is any number.
    func most(_ holder: Holder) -> Int {
        switch holder {
        case .account: perAccount
        case .domain: perDomain
        }
    }

    private func crossed(_ backlogs: [Backlog]) -> [Holder] {
        let over = backlogs.waiting().filter { most($0.key) > 0 && $0.value > most($0.key) }
        return over.keys.sorted { left, right in
            (left.isDomain ? 1 : 0, right.name.utf8.count, left.name)
                < (right.isDomain ? 1 : 0, left.name.utf8.count, right.name)
        }
    }

    private func crossing(of holder: Holder, _ backlogs: [Backlog]) -> Crossing? {
        let (bytes, most) = (backlogs.reduce(0) { $0 + $1.bytes }, most(holder))
        guard bytes > most else { return nil }
        var left = bytes
        var resting: [Backlog] = []
        let furthest = backlogs.sorted { left, right in
            (right.bytes, left.subscription) < (left.bytes, right.subscription)
        }
        for backlog in furthest where left > most {
            resting.append(backlog)
            left -= backlog.bytes
        }
        return Crossing(holder: holder, bytes: bytes, most: most, resting: resting)
    }
}

extension BacklogQuota.Holder {
    var isDomain: Bool {
        if case .domain = self { true } else { false }
    }

    /// An account's id, or a domain's path.
    var name: String {
        switch self {
        case .account(let id): id
        case .domain(let path): path
        }
    }

    func holds(_ backlog: BacklogQuota.Backlog) -> Bool {
        switch self {
        case .account(let id): backlog.account == id
        case .domain(let path): backlog.domainPath.hasPrefix(path)
        }
    }
}

extension [BacklogQuota.Backlog] {
    /// What waits for each account and domain.
    func waiting() -> [BacklogQuota.Holder: Int] {
        reduce(into: [:]) { sums, backlog in
            sums[.account(backlog.account), default: 0] += backlog.bytes
            for path in backlog.domainPath.domainsBelowRoot {
                sums[.domain(path), default: 0] += backlog.bytes
            }
        }
    }
}
