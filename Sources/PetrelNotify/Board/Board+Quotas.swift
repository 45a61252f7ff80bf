internal import PetrelCloud

/// Accounts that wait because they are over a rate.
extension Board {
    /// When somebody has to look at those who wait, if nobody was told so yet.
    mutating func nextPacing() -> Order? {
        guard pace != nil else { return nil }
        return pace?.nextLook().map { .pace(at: $0) }
    }

    /// The time of some of them has come.
    mutating func goOn(_ look: Timestamp, at now: Timestamp) {
        for account in pace?.release(look, at: now) ?? [] where waiting[account] != nil {
            turn.append(account)
        }
    }
}

/// How many bytes wait for subscriptions.
extension Board {
    /// What waits for a run: what is in memory or held, and what it has to read.
    mutating func weigh(_ id: RunID) -> Int {
        guard let lanes = runs[id]?.lanes else { return 0 }
        guard let place = placeOfUnread(id) else { return lanes.bytes(through: .max) }
        runs[id]?.unread.pass(place)
        return lanes.bytes(through: place) + (runs[id]?.unread.bytes ?? 0)
    }

    /// What waits for those that do not rest, each with its owner.
    mutating func weigh(_ ids: some Sequence<RunID>) -> [BacklogQuota.Backlog] {
        ids.compactMap { id in
            guard let subscription = subscriber(id.subscription)?.subscription,
                subscription.state == .enabled
            else { return nil }
            return BacklogQuota.Backlog(
                subscription: id.subscription, account: subscription.account,
                domainPath: subscription.domainPath, bytes: weigh(id))
        }
    }

    /// A range of the ledger of which nobody knows how much in it a run wants.
    func unweighed(_ id: RunID) -> (after: Int64, through: Int64)? {
        guard let run = runs[id], let place = placeOfUnread(id) else { return nil }
        let end = min(run.unread.since ?? dispatched, dispatched, run.ends)
        return run.unread.isKnown(after: place) || place >= end ? nil : (place, end)
    }

    /// Somebody looked. Where two did, the first counts; where something else is asked for by now, neither.
    mutating func learn(
        _ id: RunID, _ found: [Unread.Stretch], after place: Int64, _ asked: Member
    ) {
        guard unweighed(id) != nil, let now = subscriber(id.subscription)?.subscription,
            now.asksAsBefore(asked)
        else { return }
        let unread = toRead(found, id)
        runs[id]?.unread.learn(unread, after: place)
    }

    /// Without what a server before this one has sent. What is held behind the place counts with what is unread.
    private func toRead(_ found: [Unread.Stretch], _ id: RunID) -> [Unread.Stretch] {
        guard let run = runs[id], let beyond = run.beyond else { return found }
        let held = run.lanes.heldSequences
        return found.filter { !beyond.isDone($0.through) || held.contains($0.through) }
    }

    /// Where the events begin that count; `nil` when there are none. Of those of which only the last of each resource is
    /// wanted few are left, and nobody knows which.
    private func placeOfUnread(_ id: RunID) -> Int64? {
        guard let run = runs[id], case .behind(let after) = run.place else { return nil }
        return max(after, run.latest)
    }
}

extension Lanes {
    /// What a parcel is taken for whose size nobody has looked at.
    static let typicalBytes = 1_024

    /// The bytes of parcels up to a sequence. Held ones behind it are counted with what is unread.
    func bytes(through last: Int64) -> Int {
        var sum = 0
        for lane in lanes.values {
            for parcel in lane.parcels where parcel.sequence <= last {
                sum += parcel.bytes > 0 ? parcel.bytes : Self.typicalBytes
            }
        }
        return sum
    }
}

extension Member {
    /// Whether it wants the same events as another.
    func asksAsBefore(_ other: Member) -> Bool {
        interest == other.interest && typeFilters == other.typeFilters && scope == other.scope
            && watched == other.watched && routing == other.routing
    }
}
