internal import PetrelCloud

/// The conversation about one event with one receiver: facts in, orders out.
///
/// It owns no clock and no task. Whoever drives it sends when told to, and tells what came of it.
struct EventDelivery: Sendable, Hashable {
    enum State: Sendable, Hashable {
        case waiting(until: Timestamp)
        case sending
        case ended
    }

    enum Order: Sendable, Hashable {
        case settle
        case retry(at: Timestamp)
        case giveUp(String)
        case endSubscription(String)
        /// Nothing is to be done, as when an outcome comes twice.
        case none
    }

    private(set) var state = State.waiting(until: Timestamp(nanoseconds: 0))
    /// How often it was sent.
    private(set) var attempts = 0
    /// How many waits of the schedule are used up. An attempt before its time uses up none.
    private(set) var step = 0
    private(set) var reason: String?
    private var isEarly = false

    init() {}

    /// Goes on where a server before this one was.
    init(attempts: Int, step: Int, due: Timestamp, reason: String?) {
        self.attempts = attempts
        self.step = step
        self.reason = reason
        state = .waiting(until: due)
    }

    var due: Timestamp? {
        if case .waiting(let due) = state { due } else { nil }
    }

    /// It is sent now; which attempt it is, or `nil` when it is under way or over.
    mutating func begin(at now: Timestamp) -> Int? {
        guard case .waiting(let due) = state else { return nil }
        isEarly = due > now
        state = .sending
        attempts += 1
        return attempts
    }

    mutating func ended(
        _ outcome: AttemptOutcome, at now: Timestamp, _ schedule: RetrySchedule,
        using random: inout some RandomNumberGenerator
    ) -> Order {
        guard state == .sending else { return .none }
        switch outcome {
        case .delivered, .withheld, .kept:
            state = .ended
            return .settle
        case .deferred(let due, let reason):
            // It was not sent.
            attempts -= 1
            self.reason = reason
            state = .waiting(until: due)
            return .retry(at: due)
        case .refused(let reason):
            return giveUp(reason)
        case .gone(let reason):
            state = .waiting(until: now)
            return .endSubscription(reason)
        case .failed(let reason, let retryAfter):
            return retry(reason, retryAfter, at: now, schedule, using: &random)
        }
    }

    private mutating func retry(
        _ reason: String, _ retryAfter: Duration?, at now: Timestamp, _ schedule: RetrySchedule,
        using random: inout some RandomNumberGenerator
    ) -> Order {
        self.reason = reason
        let used = isEarly && step > 0 ? step - 1 : step
        guard let wait = schedule.wait(after: used, asked: retryAfter, using: &random) else {
            return giveUp(reason)
        }
        step = used + 1
        let due = now.advanced(by: wait)
        state = .waiting(until: due)
        return .retry(at: due)
    }

    private mutating func giveUp(_ reason: String) -> Order {
        self.reason = reason
        state = .ended
        return .giveUp(reason)
    }

    /// The attempt was cut off and nobody knows what came of it: it is made again.
    mutating func interrupted() {
        guard state == .sending else { return }
        attempts -= 1
        state = .waiting(until: Timestamp(nanoseconds: 0))
    }

    /// The receiver is well again, so there is nothing to wait for.
    mutating func hurry(to now: Timestamp) {
        if case .waiting(let due) = state, due > now { state = .waiting(until: now) }
    }
}
