internal import PetrelCloud
internal import PetrelStates
internal import Testing

@testable internal import PetrelNotify

/// What is written down of events beyond a subscription's place, and what the next server makes of it.
@Suite struct BeyondTests {
    static let start = Timestamp(seconds: 1_800_000_000)
    static let run = RunID(subscription: "s")

    /// Ten events of ten machines, of which 2, 4 and 5 were delivered and 7 failed.
    private static func snapshot() throws -> BoardSnapshot {
        var board = board()
        for number in 1...10 { _ = board.dispatch(event(number), at: start) }
        var sendings: [Int64: Board.Sending] = [:]
        while let sending = board.next(at: start) {
            sendings[sending.parcels[0].sequence] = sending
        }
        for number in [5, 2, 4] as [Int64] {
            _ = board.ended(try #require(sendings[number]), .delivered, at: start)
        }
        let seventh = try #require(sendings[7])
        _ = board.ended(seventh, .failed("busy", retryAfter: nil), at: start)
        return board.snapshot(allAttempts: true)
    }

    private static func board() -> Board {
        var board = Board(places: 20, perSubscription: 20)
        let owner = NotifySubscription.Owner(
            account: "a", accountName: "ann", domain: "d", domainPath: "/")
        board.add(
            NotifySubscription(
                id: "s", name: "hook", owner: owner, channel: "webhook", settings: [:],
                created: start), counter: 0)
        return board
    }

    private static func event(_ number: Int) -> CloudEvent {
        var event = CloudEvent.action(
            "VM.START", .succeeded, on: ResourceReference(.virtualMachine, "vm-\(number)"),
            by: .init(user: "u", account: "a"), owner: .init(account: "a"), domainPath: "/")
        event.sequence = Int64(number)
        return event
    }

    /// A server that begins with what another has written down.
    private static func next(after progress: BoardSnapshot.Progress, held: [Parcel]) -> Board {
        var board = board()
        board.dispatched = 10
        board.restore(progress, held: held)
        _ = board.tend(run, at: start)
        while board.nextPage() != nil {}
        return board
    }

    private static func held(_ snapshot: BoardSnapshot) -> [Parcel] {
        snapshot.progress.flatMap(\.changes).compactMap { change in
            if case .held(let parcel) = change { parcel } else { nil }
        }
    }

    /// What a board sends now, by sequence, with the counts.
    private static func sent(_ board: inout Board) -> [Int64: Int64] {
        var sent: [Int64: Int64] = [:]
        while let sending = board.next(at: start) {
            for parcel in sending.parcels { sent[parcel.sequence] = parcel.counter }
        }
        return sent
    }

    @Test func `the row says what is done beyond the place, and its text says the same`() throws {
        let progress = try #require(Self.snapshot().progress.first)
        #expect(progress.isBehind && progress.position == 0 && progress.counter == 0)
        let beyond = Beyond(through: 7, counter: 7, open: [1: 1, 3: 3, 6: 6])
        #expect(progress.beyond == beyond)
        #expect(beyond.text(after: 0, 0) == "7/7 1/1 3/3 6/6")
        let moved = Beyond(through: 1_205, counter: 95, open: [1_201: 90, 1_203: 93])
        #expect(moved.text(after: 1_200, 92) == "5/3 1/-2 3/1")
        #expect(Beyond("5/3 1/-2 3/1", after: 1_200, 92) == moved)
        for broken in [nil, "", "5", "5/x", "5/5 1"] { #expect(Beyond(broken, after: 0, 0) == nil) }
    }

    @Test func `nothing is said when nothing is done beyond the place`() {
        var board = Self.board()
        for number in 1...10 { _ = board.dispatch(Self.event(number), at: Self.start) }
        for done in 0...10 {
            let progress = board.snapshot(allAttempts: true).progress.first
            #expect(progress?.beyond == nil && progress?.isBehind == (done < 10))
            guard let sending = board.next(at: Self.start) else { break }
            _ = board.ended(sending, .delivered, at: Self.start)
        }
    }

    @Test func `the next server sends what was open and what came after, and no other`() throws {
        let snapshot = try Self.snapshot()
        let first = try #require(snapshot.progress.first)
        var board = Self.next(after: first, held: Self.held(snapshot))
        _ = board.read(Self.run, (1...10).map(Self.event), through: 10, at: Self.start)
        #expect(board.runs[Self.run]?.counter == 10 && board.runs[Self.run]?.place == .live)
        #expect(board.runs[Self.run]?.beyond == nil)
        #expect(Self.sent(&board) == [1: 1, 3: 3, 6: 6, 8: 8, 9: 9, 10: 10])
        #expect(board.runs[Self.run]?.lanes.heldCount == 1)
        // Nothing else is done since.
        let again = board.snapshot(allAttempts: true).progress.first
        #expect(again?.beyond == first.beyond && again?.position == 0 && again?.counter == 0)
    }

    @Test(arguments: 0...5)
    func `what is not read yet is kept over one more restart`(read: Int) throws {
        let snapshot = try Self.snapshot()
        let first = try #require(snapshot.progress.first)
        var board = Self.next(after: first, held: Self.held(snapshot))
        let page = (1...10).prefix(read).map(Self.event)
        _ = board.read(Self.run, page, through: Int64(read), at: Self.start)
        let sent = Self.sent(&board)
        #expect(sent == [1: 1, 3: 3].filter { $0.key <= read })
        var last = board.snapshot(allAttempts: true).progress.first ?? first
        #expect(last.beyond == first.beyond && last.position == 0)

        board = Self.next(after: last, held: Self.held(snapshot))
        _ = board.read(Self.run, page, through: Int64(read), at: Self.start)
        while let sending = board.next(at: Self.start) {
            _ = board.ended(sending, .delivered, at: Self.start)
        }
        last = board.snapshot(allAttempts: true).progress.first ?? last
        board = Self.next(after: last, held: Self.held(snapshot))
        let rest = (1...10).filter { $0 > last.position }.map(Self.event)
        _ = board.read(Self.run, rest, through: 10, at: Self.start)
        let given = Self.sent(&board)
        let expected: [Int64: Int64] = [1: 1, 3: 3, 6: 6, 8: 8, 9: 9, 10: 10]
        #expect(given == expected.filter { sent[$0.key] == nil })
        #expect(board.runs[Self.run]?.counter == 10)
    }

    @Test func `a filter that was changed before the restart leaves no hole in the count`() throws {
        var before = Self.board()
        for number in [1, 3, 5] { _ = before.dispatch(Self.event(number), at: Self.start) }
        let open = before.next(at: Self.start)
        #expect(open?.parcels.map(\.sequence) == [1])
        while let sending = before.next(at: Self.start) {
            _ = before.ended(sending, .delivered, at: Self.start)
        }
        let written = before.snapshot(allAttempts: true)
        let row = try #require(written.progress.first)
        // By now it asks for all of them.
        var board = Self.next(after: row, held: [])
        _ = board.read(Self.run, (1...7).map(Self.event), through: 10, at: Self.start)
        #expect(Self.sent(&board) == [1: 1, 6: 4, 7: 5])
    }

    @Test func `what is read again from elsewhere is not taken for done`() throws {
        let snapshot = try Self.snapshot()
        let first = try #require(snapshot.progress.first)
        var board = Self.next(after: first, held: Self.held(snapshot))
        board.move(Self.run, to: 0, counter: 0, latest: 10, keepsHeld: true)
        let moved = board.snapshot(allAttempts: true).progress.first
        #expect(moved?.beyond == nil && moved?.position == 0)
        _ = board.read(Self.run, (1...10).map(Self.event), through: 10, at: Self.start)
        #expect(Set(Self.sent(&board).keys) == [1, 2, 3, 4, 5, 6, 8, 9, 10])
    }
}
