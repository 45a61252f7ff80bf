internal import PetrelCloud

/// Keeps from an endpoint that takes nothing what it would not take anyway: facts in, orders out.
///
/// An event that fails while others arrive is that event's trouble; when several different ones fail in a row, it is the
/// endpoint's. Then one attempt at a time finds out whether it is back, ever more rarely.
struct CircuitBreaker: Sendable, Hashable {
    enum State: Sendable, Hashable {
        case closed
        case open(until: Timestamp)
        /// One attempt is under way that decides.
        case probing
    }

    /// How many different events have to fail in a row.
    static let threshold = 5
    static let firstPause: Duration = .seconds(5)
    static let longestPause: Duration = .seconds(300)

    private(set) var state = State.closed
    /// When the first of the failures was that no success has followed.
    private(set) var failingSince: Timestamp?
    private var failed: Set<Int64> = []
    private var pause = CircuitBreaker.firstPause

    var isClosed: Bool { state == .closed }

    /// Whether an attempt may begin now.
    func allows(at now: Timestamp) -> Bool {
        switch state {
        case .closed: true
        case .open(let until): until <= now
        case .probing: false
        }
    }

    mutating func began() {
        if !isClosed { state = .probing }
    }

    /// An event arrived; whether the endpoint is back with it.
    mutating func succeeded() -> Bool {
        defer { self = CircuitBreaker() }
        return !isClosed
    }

    /// An event did not arrive; until when nothing is sent, if the endpoint is to blame.
    mutating func failed(
        _ sequence: Int64, at now: Timestamp, using random: inout some RandomNumberGenerator
    ) -> Timestamp? {
        failingSince = failingSince ?? now
        if isClosed {
            failed.insert(sequence)
            guard failed.count >= Self.threshold else { return nil }
        }
        if case .open(let until) = state, until > now { return until }
        let until = now.advanced(by: pause * Double.random(in: 0.8...1.2, using: &random))
        state = .open(until: until)
        pause = min(pause * 2, Self.longestPause)
        return until
    }

    /// The attempt that was to decide was cut off.
    mutating func interrupted(at now: Timestamp) {
        if state == .probing { state = .open(until: now) }
    }
}
