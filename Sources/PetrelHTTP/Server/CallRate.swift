internal import PetrelPlugin
internal import Synchronization

/// How many calls each account may still make: a bucket that fills up by so many a second and holds
/// twice that.
public final class CallRate: Sendable {
    private static let most = 10_000

    private let state: Mutex<State>

    private struct State {
        /// `nil` is no limit.
        var perSecond: Double?
        var buckets: [String: Bucket] = [:]
    }

    private struct Bucket {
        var calls: Double
        var filled: ContinuousClock.Instant

        /// What is in it now.
        func calls(_ perSecond: Double, _ now: ContinuousClock.Instant) -> Double {
            min(2 * perSecond, calls + (now - filled) / .seconds(1) * perSecond)
        }
    }

    init(perSecond: Int?) {
        state = Mutex(State(perSecond: perSecond.map { Double(max(1, $0)) }))
    }

    /// From now on so many calls a second for each account, or as many as they like.
    public func change(to perSecond: Int?) {
        state.withLock { $0 = State(perSecond: perSecond.map { Double(max(1, $0)) }) }
    }

    /// Takes a call out of the account's bucket, if there is one.
    func admits(_ caller: Caller, now: ContinuousClock.Instant = .now) -> Bool {
        state.withLock { state in
            guard let perSecond = state.perSecond else { return true }
            var bucket =
                state.buckets[caller.account] ?? Bucket(calls: 2 * perSecond, filled: now)
            bucket.calls = bucket.calls(perSecond, now)
            bucket.filled = now
            let isAdmitted = bucket.calls >= 1
            if isAdmitted { bucket.calls -= 1 }
            if state.buckets.count >= Self.most {
                // A full bucket says no more than none.
                state.buckets = state.buckets.filter {
                    $0.value.calls(perSecond, now) < 2 * perSecond
                }
            }
            state.buckets[caller.account] = bucket
            return isAdmitted
        }
    }
}
