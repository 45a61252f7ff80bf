internal import PetrelCloud
internal import PetrelStates
internal import PetrelTesting
internal import Testing

@testable internal import PetrelNotify

/// A board that is thrown away again and again, and made anew from the rows that were written last.
@Suite struct KilledBoardTests {
    @Test(arguments: 1...8)
    func `nothing is lost, counts stay, and only what no row says yet comes again`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var scene = KilledBoard()
        for _ in 0..<3_000 { scene.step(using: &random) }
        scene.finish()
        #expect(scene.mistakes == [])
        #expect(scene.done.count == scene.events.count && scene.events.count > 500)
        #expect(scene.kills > 10 && scene.withBeyond > 20)
    }
}

/// Facts of all kinds in any order, and what is expected of the answers.
private struct KilledBoard {
    static let run = RunID(subscription: "s")

    var events: [CloudEvent] = []
    var done: Set<Int64> = []
    var mistakes: [String] = []
    var kills = 0
    var withBeyond = 0
    private var now = Timestamp(seconds: 1_800_000_000)
    private var board = empty()
    private var underWay: [Board.Sending] = []
    private var pages: [Int64] = []
    // What the rows say.
    private var row: BoardSnapshot.Progress?
    private var held: [Int64: Parcel] = [:]
    private var cursor: Int64 = 0
    /// Done since the last row, and what of it may come again since the last kill.
    private var unwritten: Set<Int64> = []
    private var mayRepeat: Set<Int64> = []

    private static func empty() -> Board {
        var board = Board(
            places: 8, perSubscription: 8,
            schedule: RetrySchedule(waits: Array(repeating: .seconds(5), count: 1_000)))
        let owner = NotifySubscription.Owner(
            account: "a", accountName: "ann", domain: "d", domainPath: "/")
        board.add(
            NotifySubscription(
                id: "s", name: "hook", owner: owner, channel: "webhook", settings: [:],
                created: Timestamp(seconds: 1_800_000_000)), counter: 0)
        return board
    }

    mutating func step(using random: inout SeededRandom) {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<32: happen(machine: Int.random(in: 0..<30, using: &random))
        case 32..<80: end(isTaken: Int.random(in: 0..<12, using: &random) > 0, using: &random)
        case 80..<88: read(most: Int.random(in: 1...9, using: &random))
        case 88..<92: pass(.seconds(3))
        case 92..<99: write()
        default: kill()
        }
        obey([])
    }

    /// All that is left is delivered.
    mutating func finish() {
        var random = SeededRandom(seed: 0)
        for _ in 0..<5_000 where done.count < events.count {
            read(most: 100)
            end(isTaken: true, using: &random)
            pass(.seconds(1))
            obey([])
        }
    }

    private mutating func happen(machine: Int) {
        var event = CloudEvent.action(
            "VM.START", .succeeded, on: ResourceReference(.virtualMachine, "vm-\(machine)"),
            by: .init(user: "u", account: "a"), owner: .init(account: "a"), domainPath: "/")
        event.sequence = Int64(events.count + 1)
        events.append(event)
        obey(board.dispatch(event, at: now))
    }

    private mutating func end(isTaken: Bool, using random: inout SeededRandom) {
        guard let number = underWay.indices.randomElement(using: &random) else { return }
        let sending = underWay.remove(at: number)
        for parcel in sending.parcels where isTaken {
            if parcel.counter != parcel.sequence {
                mistakes.append("\(parcel.sequence) is miscounted")
            }
            if !done.insert(parcel.sequence).inserted, mayRepeat.remove(parcel.sequence) == nil {
                mistakes.append("\(parcel.sequence) came again")
            }
            unwritten.insert(parcel.sequence)
        }
        obey(
            board.ended(
                sending, isTaken ? .delivered : .failed("busy", retryAfter: nil), at: now))
    }

    private mutating func read(most: Int) {
        guard let after = pages.popLast() else { return }
        let page = events[Int(after)..<min(Int(after) + most, Int(board.dispatched))]
        obey(
            board.read(Self.run, Array(page), through: after + Int64(page.count), at: now))
    }

    private mutating func pass(_ time: Duration) {
        now = now.advanced(by: time)
        obey(board.wake(Self.run, at: now))
    }

    private mutating func write() {
        let snapshot = board.snapshot(allAttempts: true)
        cursor = snapshot.dispatched
        unwritten = []
        row = snapshot.progress.first ?? row
        if row?.beyond != nil { withBeyond += 1 }
        for change in snapshot.progress.flatMap(\.changes) {
            switch change {
            case .held(let parcel): held[parcel.sequence] = parcel
            case .released(let sequence): held[sequence] = nil
            }
        }
    }

    private mutating func kill() {
        kills += 1
        mayRepeat.formUnion(unwritten)
        (underWay, pages) = ([], [])
        board = Self.empty()
        board.dispatched = cursor
        if let row {
            let text = row.beyond?.text(after: row.position, row.counter)
            let read = BoardSnapshot.Progress(
                run: row.run, position: row.position, counter: row.counter,
                isBehind: row.isBehind, latest: 0, ends: .max, changes: [],
                beyond: Beyond(text, after: row.position, row.counter))
            let rows = held.values.sorted { $0.sequence < $1.sequence }
            board.restore(read, held: rows.map(Self.stored))
        }
        obey(board.wake(Self.run, at: now))
        for event in events.dropFirst(Int(cursor)) { obey(board.dispatch(event, at: now)) }
    }

    private static func stored(_ parcel: Parcel) -> Parcel {
        var parcel = parcel
        parcel.delivery = EventDelivery(
            attempts: parcel.delivery.attempts, step: parcel.delivery.step,
            due: parcel.delivery.due ?? Timestamp(nanoseconds: 0), reason: nil)
        return parcel
    }

    private mutating func obey(_ orders: [Board.Order]) {
        var orders = orders
        while let page = board.nextPage() { orders.append(page) }
        for order in orders {
            if case .read(_, let after) = order { pages.append(after) }
        }
        while let sending = board.next(at: now) { underWay.append(sending) }
    }
}
