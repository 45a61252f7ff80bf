internal import PetrelCloud

/// How fast accounts and domains are told what they asked for: facts in, orders out.
///
/// A domain's rate is that of its accounts and of those in its sub-domains together. An account over a rate waits until
/// its time comes; nobody else does. The root domain has no rate of its own: it is the whole cloud.
struct Pace: Sendable {
    /// Very fast ones are let go in small groups, rather than looked at for each delivery.
    static let leastWait: Duration = .milliseconds(10)

    /// Deliveries in a second; 0 is any number.
    let perAccount: Int
    let perDomain: Int
    /// For how long what is not used is saved.
    let saved: Duration
    /// Accounts without a rate.
    var exempt: Set<String> = []
    /// How often an account had to wait.
    private(set) var held: Int64 = 0

    private var buckets: [TokenBucket] = []
    /// Which bucket is that of an account, or of a domain by its path.
    private var accounts: [String: Int] = [:]
    private var domains: [String: Int] = [:]
    /// All the buckets that an account draws from.
    private var sources: [String: [Int]] = [:]
    private var waiting: [String: Timestamp] = [:]
    /// Those who wait, the one that has waited longest first.
    private var line = Line<String>()
    /// When the first of them may go on, and for when somebody was told to look.
    private var first: Timestamp?
    private var armed: Timestamp?

    /// Nothing at all when there is no rate.
    init?(perAccount: Int, perDomain: Int, saved: Duration) {
        guard perAccount > 0 || perDomain > 0 else { return nil }
        (self.perAccount, self.perDomain, self.saved) = (perAccount, perDomain, saved)
    }

    /// How many accounts wait.
    var waitingCount: Int { waiting.count }

    /// An account may be told something, and this is its domain.
    mutating func know(_ account: String, in domainPath: String) {
        var mine: [Int] = []
        if perAccount > 0 {
            let known = accounts[account] ?? newBucket(perAccount)
            accounts[account] = known
            mine.append(known)
        }
        for path in perDomain > 0 ? domainPath.domainsBelowRoot : [] {
            let known = domains[path] ?? newBucket(perDomain)
            domains[path] = known
            mine.append(known)
        }
        sources[account] = mine
    }

    private mutating func newBucket(_ rate: Int) -> Int {
        buckets.append(TokenBucket(perSecond: rate, saved: saved))
        return buckets.count - 1
    }

    /// Whether a delivery may begin now; if not, the account waits for its time.
    mutating func admits(_ account: String, at now: Timestamp) -> Bool {
        guard let opens = opens(account, at: now), opens > now, !exempt.contains(account) else {
            return true
        }
        let due = max(opens, now.advanced(by: Self.leastWait))
        if waiting.updateValue(due, forKey: account) == nil { held += 1 }
        line.append(account)
        first = min(due, first ?? due)
        return false
    }

    /// When all that an account draws from allow it one more.
    private func opens(_ account: String, at now: Timestamp) -> Timestamp? {
        var opens: Timestamp?
        for source in sources[account] ?? [] {
            let own = buckets[source].opens(at: now)
            opens = max(own, opens ?? own)
        }
        return opens
    }

    /// A delivery began.
    mutating func began(_ account: String, at now: Timestamp) {
        guard !exempt.contains(account) else { return }
        for source in sources[account] ?? [] { buckets[source].take(at: now) }
    }

    /// When somebody has to look again at those who wait; told once.
    mutating func nextLook() -> Timestamp? {
        guard let first, armed.map({ first < $0 }) ?? true else { return nil }
        armed = first
        return first
    }

    /// Somebody looks, as was asked for a time: those whose time has come, in the order they came. That time has come,
    /// also when the clock was set back meanwhile.
    mutating func release(_ look: Timestamp, at now: Timestamp) -> [String] {
        if armed == look { armed = nil }
        let now = max(look, now)
        var (free, left): ([String], Line<String>) = ([], Line())
        while let account = line.popFirst() {
            if let due = waiting[account], due > now {
                left.append(account)
            } else {
                waiting[account] = nil
                free.append(account)
            }
        }
        (line, first) = (left, waiting.values.min())
        return free
    }

    /// How many deliveries an account, or a domain by its path, may begin at once now; `nil` without a rate.
    func left(account: String, at now: Timestamp) -> Int? {
        exempt.contains(account) ? nil : accounts[account].map { buckets[$0].left(at: now) }
    }

    func left(domain path: String, at now: Timestamp) -> Int? {
        domains[path].map { buckets[$0].left(at: now) }
    }
}

extension String {
    /// A domain's path and those of the domains above it, without the root's.
    var domainsBelowRoot: [String] {
        var paths: [String] = []
        var end = startIndex
        while end < endIndex, let slash = self[end...].firstIndex(of: "/") {
            end = index(after: slash)
            let path = String(self[..<end])
            if path != "/" { paths.append(path) }
        }
        return paths
    }
}
