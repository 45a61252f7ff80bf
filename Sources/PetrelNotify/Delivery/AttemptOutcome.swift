internal import PetrelCloud

/// What became of one attempt, as far as what follows depends on it.
enum AttemptOutcome: Sendable, Hashable {
    case delivered
    /// Its receiver may not know it any more.
    case withheld
    /// It may arrive another time.
    case failed(String, retryAfter: Duration?)
    /// This event will never be taken.
    case refused(String)
    /// The receiver wants nothing more at all.
    case gone(String)
}
