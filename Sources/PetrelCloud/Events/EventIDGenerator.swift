internal import Synchronization

/// Makes ids for everybody who shares it, each greater than the one before.
public final class EventIDGenerator: Sendable {
    private let now: @Sendable () -> Timestamp
    private let sequence = Mutex(EventIDSequence())

    /// The clock is a parameter so that tests decide what time it is.
    public init(now: @escaping @Sendable () -> Timestamp = { .now }) {
        self.now = now
    }

    public func next() -> EventID {
        let time = now()
        return sequence.withLock { sequence in
            var random = SystemRandomNumberGenerator()
            return sequence.next(at: time, using: &random)
        }
    }

    static let shared = EventIDGenerator()
}
