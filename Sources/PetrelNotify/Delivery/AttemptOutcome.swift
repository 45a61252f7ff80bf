internal import PetrelCloud

/// What became of one attempt, as far as what follows depends on it.
enum AttemptOutcome: Sendable, Hashable {
    case delivered
    /// Its receiver may not know it any more.
    case withheld
    /// It goes out with others, at this time.
    case kept(until: Timestamp, Folder.Reason, rights: String)
    /// Its time has not come.
    case deferred(until: Timestamp, String)
    /// It may arrive another time.
    case failed(String, retryAfter: Duration?)
    /// This event will never be taken.
    case refused(String)
    /// The receiver wants nothing more at all.
    case gone(String)
}

extension AttemptOutcome {
    var isDeferred: Bool {
        if case .deferred = self { true } else { false }
    }
}
