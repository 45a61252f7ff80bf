internal import PetrelCloud

/// So many in each second, and what was left of a while at once.
///
/// One number is kept: when all that was used up will have come back.
struct TokenBucket: Sendable, Hashable {
    /// After how many nanoseconds one more may begin.
    private let interval: Int64
    /// The nanoseconds that can be used up at once.
    private let depth: Int64
    private var full: Int64 = 0

    init(perSecond: Int, saved: Duration) {
        interval = max(1, 1_000_000_000 / Int64(max(1, perSecond)))
        depth = max(interval, Int64(clamping: saved.nanoseconds))
    }

    /// From when on the next one may begin; that may be long ago.
    func opens(at now: Timestamp) -> Timestamp {
        Timestamp(nanoseconds: used(at: now) + interval - depth)
    }

    mutating func take(at now: Timestamp) {
        full = max(used(at: now), now.nanoseconds) + interval
    }

    /// How many may begin at once now.
    func left(at now: Timestamp) -> Int {
        Int((depth - max(0, used(at: now) - now.nanoseconds)) / interval)
    }

    /// Never more than all of it is used up, also when the clock was set back.
    private func used(at now: Timestamp) -> Int64 { min(full, now.nanoseconds + depth) }
}

extension Duration {
    fileprivate var nanoseconds: Int128 { attoseconds / 1_000_000_000 }
}
