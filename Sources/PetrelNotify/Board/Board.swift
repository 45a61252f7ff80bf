internal import PetrelCloud

/// All that is known of subscriptions and of what is under way to them: facts in, orders out.
///
/// A plain value; ``Courier`` keeps it behind one lock and does what it says.
struct Board: Sendable {
    struct Subscriber: Sendable {
        var subscription: Member
        /// The count of the last event that was given to it, while it has no run.
        var counter: Int64
    }

    /// Something to be done outside.
    enum Order: Sendable {
        case send(Sending)
        case read(RunID, after: Int64)
        case wake(RunID, at: Timestamp)
        case disable(String, reason: String)
        case finish(RunID)
        /// Something is due at a time: somebody has to look then.
        case arm(at: Timestamp)
        case attend(at: Timestamp)
        case digest(Folder.ID)
        case ask(AddressEntry)
        case challenge(String)
        /// The time of an account that is over its rate comes.
        case pace(at: Timestamp)
    }

    /// One attempt.
    struct Sending: Sendable {
        let run: RunID
        let subscription: Member
        /// One, or several of different lanes, none of which was tried before.
        let parcels: [Parcel]
        let attempt: Int
        /// What was sent, by sequence, once it is known.
        var events: [Int64: Told] = [:]
    }

    var slots: [Subscriber?] = []
    var free: [UInt32] = []
    var slot: [String: UInt32] = [:]
    var register = MemberRegister()
    var index = SubscriptionIndex()
    var runs: [RunID: Run] = [:]
    /// Up to here events were looked at for all.
    var dispatched: Int64 = 0
    var share: FairShare
    /// Runs that could send, by account, and the accounts in turn.
    var waiting: [String: Line<RunID>] = [:]
    var turn = Line<String>()
    /// Accounts that had no place left.
    var blocked = Line<String>()
    /// How fast accounts are told; `nil` when there is no rate, which costs nothing.
    var pace: Pace?
    /// Whether the sizes of events are wanted, for quotas of backlogs.
    var weighs = false
    /// Runs that want a page of the ledger, and how many pages are being read.
    var wanting = Line<RunID>()
    var reading = 0
    static let mostReading = 4
    /// Runs that changed since they were written down.
    var dirty: Set<RunID> = []
    var attempts = AttemptBook()
    var dead: [DeadLetter] = []
    var tally = Tally()
    /// Those who are written to.
    var people: People
    /// What somebody should acknowledge, and is no row yet.
    var expected: [Expectation] = []

    let schedule: RetrySchedule
    /// How many attempts one subscription may have under way.
    let perSubscription: Int
    var random = SystemRandomNumberGenerator()

    init(
        places: Int, perSubscription: Int, schedule: RetrySchedule = .standard,
        people: PeopleSettings = PeopleSettings()
    ) {
        self.people = People(people)
        share = FairShare(places: places)
        self.perSubscription = perSubscription
        self.schedule = schedule
    }

    func subscriber(_ id: String) -> Subscriber? { slot[id].flatMap { slots[Int($0)] } }

    /// Numbers for metrics.
    struct Tally: Sendable {
        var delivered: Int64 = 0
        var failed: Int64 = 0
        var dead: Int64 = 0
        var withheld: Int64 = 0
        var kept: Int64 = 0
    }
}
