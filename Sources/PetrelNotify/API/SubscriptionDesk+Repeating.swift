internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import Synchronization

/// Sending again: what was given up, and any range of the ledger.
extension SubscriptionDesk {
    func deadLetters(_ id: String, for caller: Caller) async throws -> [DeadLetter] {
        let found = try await find(id, for: caller)
        return try await deadLetters(of: found.id)
    }

    func deadLetters(of id: String) async throws -> [DeadLetter] {
        try await context.read { reader in
            try reader.rows(
                """
                SELECT sequence, event, type, lane, counter, attempts, at, reason
                FROM notify_dead WHERE subscription = ? ORDER BY sequence LIMIT 10000
                """, [.text(id)]
            ).map { row in
                DeadLetter(
                    subscription: id, sequence: row[0].integer ?? 0, event: row[1].text ?? "",
                    type: row[2].text ?? "", lane: row[3].text ?? "",
                    counter: row[4].integer ?? 0, attempts: row[5].integer ?? 0,
                    time: Timestamp(nanoseconds: row[6].integer ?? 0), reason: row[7].text ?? "")
            }
        }
    }

    /// Tries again what was given up, all of it or these events; how many there are.
    func redrive(_ id: String, events: [String]?, for caller: Caller) async throws -> Int {
        let found = try await find(id, for: caller)
        let wanted = events.map { Set($0.map { $0.lowercased() }) }
        let letters = try await deadLetters(of: found.id)
            .filter { wanted?.contains($0.event) ?? true }
            .prefix(Run.mostHeld)
        let run = RunID(subscription: found.id)
        let parcels = letters.map { letter in
            Parcel(
                sequence: letter.sequence, counter: letter.counter, lane: letter.lane, event: nil)
        }
        // One commit: an event is either a dead letter or held, whatever happens.
        try await context.commit(rows: [
            { rows in
                for parcel in parcels {
                    try rows.execute(
                        "DELETE FROM notify_dead WHERE subscription = ? AND sequence = ?",
                        [.text(run.subscription), .integer(parcel.sequence)])
                    try ProgressTable.write(.held(parcel), run, rows)
                }
            }
        ])
        courier.perform { board in
            board.hold(parcels, run)
            return board.wake(run, at: courier.time.now())
        }
        return parcels.count
    }

    /// Sends every event of a range that matches once more, with the message ids they had.
    func replay(
        _ id: String, from: Int64, to: Int64, for caller: Caller
    ) async throws -> String {
        let found = try await find(id, for: caller)
        let last = try await context.store.lastSequence
        guard from >= 0, from < to, to <= last else {
            throw APIError.invalid(
                "from and to are sequences with from < to, and to at most \(last), the last event")
        }
        let running = courier.board.withLock { board in
            board.runs.keys.count { $0.subscription == found.id && !$0.replay.isEmpty }
        }
        guard running < 4 else {
            throw APIError.limitReached("four replays are under way: wait until one is over")
        }
        try await courier.checkRoom(for: found, after: from, through: to)
        let replay = RunID(subscription: found.id, replay: EventID.next().description)
        var run = Run(
            id: replay, account: found.owner.account, place: .behind(after: from), counter: 0)
        run.ends = to
        let place = BoardSnapshot.Progress(
            run: replay, position: from, counter: 0, isBehind: true, latest: 0, ends: to,
            changes: [])
        try await context.commit(rows: [{ try ProgressTable.write(place, $0) }])
        let begun = run
        courier.perform { $0.begin(begun, at: courier.time.now()) }
        return replay.replay
    }
}

extension Board {
    /// Parcels that wait behind a failure again.
    mutating func hold(_ parcels: [Parcel], _ id: RunID) {
        guard ensureRun(id) else { return }
        for parcel in parcels { runs[id]?.lanes.redrive(parcel) }
        dirty.insert(id)
    }
}

extension Lanes {
    /// Puts a parcel that was given up behind what its lane holds; while the lane is open, into one of its own, since
    /// what came after it has gone already.
    mutating func redrive(_ parcel: Parcel) {
        let name =
            lanes[parcel.lane].map { $0.isHeld } == false ? "\(parcel.lane)#again" : parcel.lane
        let moved = Parcel(
            sequence: parcel.sequence, counter: parcel.counter, lane: name, event: nil)
        restore(moved)
    }
}
