internal import PetrelCloud

/// What is known of those who are written to: how much they got, and what is kept for them.
///
/// A part of the ``Board``, so that what is kept is written down in the commit that moves its subscription on.
struct People: Sendable {
    /// What becomes of an event whose turn has come.
    enum Admission: Sendable, Hashable {
        /// It goes out, as a message of this name.
        case send
        /// It goes into the digest that is sent at this time.
        case keep(until: Timestamp, Folder.Reason)
    }

    struct Changes: Sendable {
        var folders: [Folder] = []
        var gone: [Folder.ID] = []

        var isEmpty: Bool { folders.isEmpty && gone.isEmpty }
    }

    let settings: PeopleSettings
    private var allowances: [Recipient: Allowance] = [:]
    /// By subscription, oldest first; only the last one takes more.
    private(set) var folders: [String: [Folder]] = [:]
    private var changed: Set<Folder.ID> = []
    private var gone: [Folder.ID] = []

    init(_ settings: PeopleSettings) { self.settings = settings }

    /// What becomes of an event whose turn has come. Where `wanted` says that it goes out with others, it does, unless
    /// it is urgent; nothing leads past the limit.
    ///
    /// A message named `id` that may go counts from now on.
    mutating func admit(
        _ id: String, to recipient: Recipient, for subscription: String,
        wanted: Admission? = nil, isUrgent: Bool = false, at now: Timestamp
    ) -> Admission {
        // What came first goes first.
        if !isUrgent, let open = folders[subscription]?.last {
            return .keep(until: open.due, open.reason)
        }
        if !isUrgent, let wanted { return wanted }
        return take(id, recipient, at: now)
            ? .send : .keep(until: opens(recipient, at: now), .limit)
    }

    /// Takes one message out of what somebody may get.
    mutating func take(_ id: String, _ recipient: Recipient, at now: Timestamp) -> Bool {
        allowances[recipient, default: Allowance()]
            .take(id, limit: settings.perHour(recipient), at: now)
    }

    mutating func giveBack(_ id: String, _ recipient: Recipient) {
        allowances[recipient]?.giveBack(id)
    }

    func opens(_ recipient: Recipient, at now: Timestamp) -> Timestamp {
        allowances[recipient]?.opens(limit: settings.perHour(recipient), at: now) ?? now
    }

    mutating func forgetOld(at now: Timestamp) {
        for recipient in allowances.keys { allowances[recipient]?.forget(at: now) }
        allowances = allowances.filter { !$0.value.isEmpty }
    }
}

/// What is kept.
extension People {
    /// Puts an event into its subscription's folder; when somebody has to look at that, if it is a new one.
    mutating func keep(
        _ event: CloudEvent, _ sequence: Int64, for subscription: String, until due: Timestamp,
        _ reason: Folder.Reason, rights: String, isReplay: Bool
    ) -> Timestamp? {
        let isNew = folders[subscription]?.last?.isOpen != true
        if !isReplay, hasCounted(sequence, subscription) { return nil }
        if isNew {
            let id = Folder.ID(subscription: subscription, number: sequence)
            folders[subscription, default: []].append(
                Folder(id, reason, rights: rights, due: due))
        }
        // In place: a copy would cost as much as it holds, for each event.
        let last = (folders[subscription]?.count ?? 1) - 1
        folders[subscription]?[last].add(event, sequence, isReplay: isReplay)
        if let id = folders[subscription]?[last].id { changed.insert(id) }
        return isNew ? due : nil
    }

    /// Looked for in all folders: the last server may have closed the one that holds it.
    private mutating func hasCounted(_ sequence: Int64, _ subscription: String) -> Bool {
        for place in (folders[subscription] ?? []).indices
        where folders[subscription]?[place].hasCounted(sequence) == true {
            return true
        }
        return false
    }

    /// Folders whose time has come; they are on their way from now on.
    mutating func takeDue(at now: Timestamp, _ mayBeSent: (String) -> Bool) -> [Folder.ID] {
        var due: [Folder.ID] = []
        for (subscription, mine) in folders where mayBeSent(subscription) {
            guard let first = mine.first, !first.isSending, first.due <= now else { continue }
            folders[subscription]?[0].isSending = true
            due.append(first.id)
        }
        return due
    }

    /// When the next folder is due.
    func nextDue(_ mayBeSent: (String) -> Bool) -> Timestamp? {
        folders.compactMap { subscription, mine in
            guard let first = mine.first, !first.isSending, mayBeSent(subscription) else {
                return nil
            }
            return first.due
        }.min()
    }

    func folder(_ id: Folder.ID) -> Folder? {
        folders[id.subscription]?.first { $0.id == id }
    }

    /// It is to be sent at another time; `hasFailed` when it was tried.
    mutating func postpone(_ id: Folder.ID, until due: Timestamp, hasFailed: Bool) {
        guard let place = folders[id.subscription]?.firstIndex(where: { $0.id == id }) else {
            return
        }
        folders[id.subscription]?[place].isSending = false
        folders[id.subscription]?[place].due = due
        if hasFailed { folders[id.subscription]?[place].tries += 1 }
        changed.insert(id)
    }

    /// It was sent, or nobody may have it any more.
    mutating func drop(_ id: Folder.ID) {
        folders[id.subscription]?.removeAll { $0.id == id }
        if folders[id.subscription]?.isEmpty == true { folders[id.subscription] = nil }
        changed.remove(id)
        gone.append(id)
    }

    /// The subscription is no more, with all that is kept for it.
    mutating func forget(_ subscription: String) {
        for folder in folders.removeValue(forKey: subscription) ?? [] { changed.remove(folder.id) }
    }

    /// A subscription's place in the ledger is written down: what came before does not come again.
    mutating func pass(_ subscription: String, _ position: Int64) {
        for place in (folders[subscription] ?? []).indices {
            folders[subscription]?[place].pass(position)
        }
    }

    /// What changed since the last time, to be written down.
    mutating func takeChanges() -> Changes {
        defer { (changed, gone) = ([], []) }
        return Changes(folders: changed.compactMap(folder), gone: gone)
    }

    /// What a server before this one wrote down.
    mutating func restore(_ kept: [Folder], sent: [(id: String, to: Recipient, at: Timestamp)]) {
        for folder in kept { folders[folder.id.subscription, default: []].append(folder) }
        for one in sent { allowances[one.to, default: Allowance()].restore(one.id, at: one.at) }
    }
}
