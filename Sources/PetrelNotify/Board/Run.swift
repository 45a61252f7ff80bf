internal import PetrelCloud

/// Which way of events to a subscription: the one that never ends, or a replay of a range.
struct RunID: Hashable, Sendable {
    let subscription: String
    /// Empty for the one that never ends.
    var replay = ""
}

/// Events under way to one subscription. Most subscriptions have none at most times.
struct Run: Sendable {
    enum Place: Sendable, Hashable {
        /// It gets events as they are read for all.
        case live
        /// It reads the ledger itself, from after a sequence.
        case behind(after: Int64)
    }

    /// How many parcels may wait in memory; the rest waits in the ledger.
    static let mostOpen = 256
    /// How many may be held behind failures before the whole subscription waits.
    static let mostHeld = 1_000

    let id: RunID
    let account: String
    var place: Place
    /// The count that the last parcel was given.
    var counter: Int64
    var lanes = Lanes()
    var breaker = CircuitBreaker()
    /// How many deliveries are under way.
    var underWay = 0
    /// A page of the ledger is being read.
    var isReading = false
    /// Paused or disabled.
    var rests = false
    /// Up to here only the last event of each resource counts.
    var latest: Int64 = 0
    /// The last sequence of a replay.
    var ends: Int64 = .max
    /// When somebody will look at it again.
    var wakes: Timestamp?
    /// What a server before this one did of what is still to be read.
    var beyond: Beyond?
    /// The bytes of what it still has to read, where there is a quota of them.
    var unread = Unread()

    init(id: RunID, account: String, place: Place, counter: Int64) {
        self.id = id
        self.account = account
        self.place = place
        self.counter = counter
    }

    var isReplay: Bool { !id.replay.isEmpty }
    var hasRoom: Bool { lanes.openCount < Self.mostOpen && lanes.heldCount < Self.mostHeld }

    mutating func add(_ event: Told, _ sequence: Int64, _ routing: Routing) {
        let known = isReplay ? nil : beyond?.open[sequence]
        counter = known ?? counter + 1
        lanes.add(
            Parcel(
                sequence: sequence, counter: isReplay ? 0 : counter,
                lane: routing.lane(of: event), event: event, bytes: event.bytes))
    }

    /// From where it wants to read the ledger now, if it does.
    var wantsPage: Int64? {
        guard case .behind(let after) = place, !isReading, !rests, after < ends,
            breaker.isClosed, lanes.openCount < Self.mostOpen / 2, lanes.heldCount < Self.mostHeld
        else { return nil }
        return after
    }

    /// Nothing is under way and nothing to be remembered, besides the count.
    var isIdle: Bool {
        lanes.isEmpty && place == .live && !isReading && breaker.isClosed && !rests
    }

    /// A replay that has sent everything.
    var isOver: Bool {
        guard isReplay, lanes.isEmpty, !isReading, case .behind(let after) = place else {
            return false
        }
        return after >= ends
    }
}
