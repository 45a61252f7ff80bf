internal import Glibc

/// How long the posts of one thread took, and how much of that is their own doing.
///
/// A post that the kernel interrupts, to run another program on this processor, takes long through no fault of its
/// own. So a post's own time is the processor time that its thread used, which stands still meanwhile; but all of its
/// time when the thread went to sleep by itself, as it does when it waits for a lock.
struct Stops {
    /// Counts of 16 ns each; what is longer than the last counts there.
    private var counts = [Int](repeating: 0, count: 4096)
    private(set) var count = 0
    /// The longest of all.
    private(set) var longest = 0
    /// The longest by own time.
    private(set) var longestOwn = 0
    /// How many were longer than 50 µs by own time.
    private(set) var ownBeyondLimit = 0
    /// How many times the thread went to sleep by itself.
    private(set) var sleeps = 0

    static let limit = 50_000
    /// No post takes so long undisturbed; worth asking the kernel.
    private static let suspicious = 10_000

    /// Calls `post` again and again for so long and looks at each call.
    mutating func watch(seconds: Double, _ post: () -> Void) {
        let end = now() + Int(seconds * 1e9)
        var slept = sleepsOfThisThread()
        var used = timeUsedByThisThread()
        var before = now()
        while before < end {
            post()
            let taken = now() - before
            let usedNow = timeUsedByThisThread()
            add(taken)
            if taken > Self.suspicious {
                let sleptNow = sleepsOfThisThread()
                addLong(taken, own: usedNow - used, sleeps: sleptNow - slept)
                slept = sleptNow
            }
            used = usedNow
            before = now()
        }
    }

    private mutating func add(_ nanoseconds: Int) {
        counts[min(nanoseconds / 16, counts.count - 1)] += 1
        count += 1
    }

    private mutating func addLong(_ nanoseconds: Int, own: Int, sleeps: Int) {
        let own = sleeps > 0 ? nanoseconds : min(own, nanoseconds)
        longest = max(longest, nanoseconds)
        longestOwn = max(longestOwn, own)
        if own > Self.limit { ownBeyondLimit += 1 }
        self.sleeps += sleeps
    }

    /// The time within which this share of all posts was done, in nanoseconds; infinite beyond 65 µs.
    func quantile(_ share: Double) -> Double {
        var rest = Int(Double(count) * share)
        for (place, count) in counts.enumerated() {
            rest -= count
            if rest < 0, place < counts.count - 1 { return Double(place * 16 + 16) }
        }
        return .infinity
    }
}

/// Processor time that the calling thread used, in nanoseconds.
private func timeUsedByThisThread() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec &* 1_000_000_000 &+ time.tv_nsec
}

/// How often the calling thread left its processor by itself, to wait for something.
private func sleepsOfThisThread() -> Int {
    var usage = rusage()
    // 1 is RUSAGE_THREAD, whose imported type does not fit the function.
    getrusage(1, &usage)
    return usage.ru_nvcsw
}
