internal import PetrelPlugin
internal import Synchronization

/// How many calls each account may still make: a bucket that fills up by so many a second and holds
/// twice that.
final class CallRate: Sendable {
    private static let most = 10_000

    private let perSecond: Double
    private let buckets = Mutex<[String: Bucket]>([:])

    private struct Bucket {
        var calls: Double
        var filled: ContinuousClock.Instant
    }

    init(perSecond: Int) {
        self.perSecond = Double(max(1, perSecond))
    }

    /// Takes a call out of the account's bucket, if there is one.
    func admits(_ caller: Caller, now: ContinuousClock.Instant = .now) -> Bool {
        buckets.withLock { buckets in
            var bucket = buckets[caller.account] ?? full(now)
            bucket.calls = calls(in: bucket, now)
            bucket.filled = now
            let isAdmitted = bucket.calls >= 1
            if isAdmitted { bucket.calls -= 1 }
            if buckets.count >= Self.most { forgetFull(&buckets, now) }
            buckets[caller.account] = bucket
            return isAdmitted
        }
    }

    private func full(_ now: ContinuousClock.Instant) -> Bucket {
        Bucket(calls: 2 * perSecond, filled: now)
    }

    private func calls(in bucket: Bucket, _ now: ContinuousClock.Instant) -> Double {
        min(2 * perSecond, bucket.calls + (now - bucket.filled) / .seconds(1) * perSecond)
    }

    /// A full bucket says no more than none.
    private func forgetFull(_ buckets: inout [String: Bucket], _ now: ContinuousClock.Instant) {
        buckets = buckets.filter { calls(in: $0.value, now) < 2 * perSecond }
    }
}
