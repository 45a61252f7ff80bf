/// Decides what is worth an alert: the beginning and the end of trouble, not every attempt in between.
struct TroubleSpell: Sendable {
    private(set) var kinds: Set<AMQPFailure.Kind> = []
    private(set) var since: ContinuousClock.Instant?
    private var lastUnroutable: ContinuousClock.Instant?

    /// How long no message may come back until the next one that does is news.
    static let calm: Duration = .seconds(300)

    /// Something does not work; whether nobody was told of it yet.
    mutating func failed(_ kind: AMQPFailure.Kind, at now: ContinuousClock.Instant) -> Bool {
        since = since ?? now
        return kinds.insert(kind).inserted
    }

    /// It works; how long it did not, if it did not.
    mutating func works(at now: ContinuousClock.Instant) -> Duration? {
        defer { (since, kinds) = (nil, []) }
        return since.map { $0.duration(to: now) }
    }

    /// A message reached no queue, though the broker took it; whether that is news.
    mutating func cameBack(at now: ContinuousClock.Instant) -> Bool {
        defer { lastUnroutable = now }
        guard let lastUnroutable else { return true }
        return lastUnroutable.duration(to: now) > Self.calm
    }
}
