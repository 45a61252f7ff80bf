internal import Glibc

/// How long the posts of one thread took, and which of the long ones the scheduler is to blame for.
struct Stops {
    /// Counts of 16 ns each; what is longer than the last counts there.
    private var counts = [Int](repeating: 0, count: 4096)
    private(set) var count = 0
    /// The longest of all.
    private(set) var longest = 0
    /// The longest during which the kernel did not give the processor to somebody else.
    private(set) var longestOwn = 0
    /// How many were longer than 50 µs though the kernel let the thread run.
    private(set) var ownBeyondLimit = 0
    /// How many times the thread went to sleep by itself, as it does when it waits for a lock.
    private(set) var waits = 0

    static let limit = 50_000
    /// No post takes so long undisturbed; worth asking the kernel.
    private static let suspicious = 10_000

    /// Calls `post` again and again for so long and looks at each call.
    mutating func watch(seconds: Double, _ post: () -> Void) {
        let end = now() + Int(seconds * 1e9)
        var switches = Switches.ofThisThread()
        var before = now()
        while before < end {
            post()
            let after = now()
            let isSuspicious = after - before > Self.suspicious
            if isSuspicious || count & 1023 == 0 {
                let later = Switches.ofThisThread()
                add(after - before, during: later - switches)
                switches = later
                before = now()
            } else {
                add(after - before)
                before = after
            }
        }
    }

    private mutating func add(_ nanoseconds: Int) {
        counts[min(nanoseconds / 16, counts.count - 1)] += 1
        count += 1
    }

    private mutating func add(_ nanoseconds: Int, during switches: Switches) {
        add(nanoseconds)
        longest = max(longest, nanoseconds)
        waits += switches.voluntary
        guard switches.forced == 0 else { return }
        longestOwn = max(longestOwn, nanoseconds)
        if nanoseconds > Self.limit { ownBeyondLimit += 1 }
    }

    /// The time within which this share of all posts was done, in nanoseconds.
    func quantile(_ share: Double) -> Double {
        var rest = Int(Double(count) * share)
        for (place, count) in counts.enumerated() {
            rest -= count
            if rest < 0 { return Double(place * 16 + 16) }
        }
        return Double(longest)
    }
}

/// How often a thread had to leave its processor.
struct Switches {
    /// It waited for something.
    var voluntary: Int
    /// The kernel gave the processor to another thread.
    var forced: Int

    static func ofThisThread() -> Switches {
        var usage = rusage()
        // RUSAGE_THREAD, whose imported type does not fit the function.
        getrusage(1, &usage)
        return Switches(voluntary: usage.ru_nvcsw, forced: usage.ru_nivcsw)
    }

    static func - (later: Switches, earlier: Switches) -> Switches {
        Switches(
            voluntary: later.voluntary - earlier.voluntary, forced: later.forced - earlier.forced)
    }
}
