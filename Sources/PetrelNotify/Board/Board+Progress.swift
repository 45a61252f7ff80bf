internal import PetrelCloud

/// What has to be written down.
struct BoardSnapshot: Sendable {
    struct Progress: Sendable {
        let run: RunID
        let position: Int64
        let counter: Int64
        let isBehind: Bool
        let latest: Int64
        let ends: Int64
        let changes: [Lanes.HeldChange]
        /// What is done beyond the place; `nil` when nothing is.
        var beyond: Beyond?
    }

    /// Events up to here are in the rows, one way or another.
    let dispatched: Int64
    let progress: [Progress]
    let attempts: [AttemptRecord]
    let dead: [DeadLetter]
    let people: People.Changes
    let expected: [Expectation]

    /// Whether nothing but attempts is to be written.
    var isEmpty: Bool {
        progress.isEmpty && dead.isEmpty && people.isEmpty && expected.isEmpty
    }
}

extension Board {
    /// All changes since the last one, as of this moment, but for attempts that may wait.
    mutating func snapshot(allAttempts: Bool) -> BoardSnapshot {
        defer {
            (dead, expected) = ([], [])
            dirty = []
        }
        var progress: [BoardSnapshot.Progress] = []
        for id in dirty {
            guard var run = take(id) else { continue }
            let place = run.progress(dispatched)
            progress.append(place)
            if !run.isReplay {
                people.pass(id.subscription, place.isBehind ? place.position : dispatched)
            }
            if run.isIdle {
                if let number = slot[id.subscription] { slots[Int(number)]?.counter = run.counter }
            } else {
                runs[id] = run
            }
        }
        return BoardSnapshot(
            dispatched: dispatched, progress: progress, attempts: attempts.take(all: allAttempts),
            dead: dead,
            people: people.takeChanges(), expected: expected)
    }

    /// Puts back what a server before this one wrote down.
    mutating func restore(_ progress: BoardSnapshot.Progress, held: [Parcel]) {
        guard let subscriber = subscriber(progress.run.subscription) else { return }
        if progress.run.replay.isEmpty, let number = slot[progress.run.subscription] {
            slots[Int(number)]?.counter = progress.counter
        }
        guard progress.isBehind || !held.isEmpty else { return }
        var run = Run(
            id: progress.run, account: subscriber.subscription.account,
            place: progress.isBehind ? .behind(after: progress.position) : .live,
            counter: progress.counter)
        run.rests = subscriber.subscription.state != .enabled
        (run.latest, run.ends) = (progress.latest, progress.ends)
        if let beyond = progress.beyond, beyond.through <= dispatched { run.beyond = beyond }
        for parcel in held { run.lanes.restore(parcel) }
        runs[progress.run] = run
    }
}
