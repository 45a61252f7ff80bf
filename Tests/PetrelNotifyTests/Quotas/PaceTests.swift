internal import PetrelCloud
internal import PetrelTesting
internal import Testing

@testable internal import PetrelNotify

@Suite struct PaceTests {
    static let start = Timestamp(seconds: 1_800_000_000)

    @Test func `what is not used is saved for a while, and then goes at once`() {
        var bucket = TokenBucket(perSecond: 4, saved: .seconds(3))
        #expect(bucket.left(at: Self.start) == 12)
        for _ in 0..<12 {
            #expect(bucket.opens(at: Self.start) <= Self.start)
            bucket.take(at: Self.start)
        }
        #expect(bucket.opens(at: Self.start) == Self.start.advanced(by: .milliseconds(250)))
        #expect(bucket.left(at: Self.start.advanced(by: .seconds(1))) == 4)
        // However long nothing is used, no more than that is saved.
        #expect(bucket.left(at: Self.start.advanced(by: .seconds(1_000))) == 12)
    }

    @Test func `without anything saved there is one at a time`() {
        var bucket = TokenBucket(perSecond: 2, saved: .zero)
        #expect(bucket.left(at: Self.start) == 1)
        bucket.take(at: Self.start)
        #expect(bucket.opens(at: Self.start) == Self.start.advanced(by: .milliseconds(500)))
    }

    @Test func `without a rate there is nothing that could cost something`() {
        #expect(Pace(perAccount: 0, perDomain: 0, saved: .seconds(10)) == nil)
    }

    @Test func `in no stretch of time does anybody begin more than the rate and what was saved`() {
        var random = SeededRandom(seed: 23)
        var pace = Pace(perAccount: 7, perDomain: 20, saved: .seconds(2))
        let homes = ["/acme/", "/acme/", "/acme/lab/", "/acme/lab/deep/", "/other/"]
        for (number, home) in homes.enumerated() { pace?.know("a-\(number)", in: home) }
        var began: [(account: Int, at: Timestamp)] = []
        var now = Self.start
        for _ in 0..<20_000 {
            if Int.random(in: 0..<20, using: &random) == 0 {
                now = now.advanced(by: .milliseconds(Int.random(in: 0...400, using: &random)))
                _ = pace?.release(now, at: now)
            }
            let account = Int.random(in: 0..<homes.count, using: &random)
            guard pace?.admits("a-\(account)", at: now) == true else { continue }
            pace?.began("a-\(account)", at: now)
            began.append((account, now))
        }
        func most(_ accounts: Set<Int>, within length: Duration) -> Int {
            let times = began.filter { accounts.contains($0.account) }.map(\.at)
            var (most, first) = (0, 0)
            for (last, time) in times.enumerated() {
                while times[first].duration(to: time) >= length { first += 1 }
                most = max(most, last - first + 1)
            }
            return most
        }
        for seconds in [1, 5, 20] {
            for account in homes.indices {
                #expect(most([account], within: .seconds(seconds)) <= 7 * (seconds + 2))
            }
            // The domain's own, its sub-domain's and that one's.
            #expect(most([0, 1, 2, 3], within: .seconds(seconds)) <= 20 * (seconds + 2))
        }
        // Nobody was held back for nothing: both rates were used up.
        #expect(most([4], within: .seconds(20)) > 7 * 20)
        #expect(most([0, 1, 2, 3], within: .seconds(20)) > 20 * 20)
    }

    @Test func `those who wait go on in the order they came, when their time has come`() {
        var pace = Pace(perAccount: 1, perDomain: 0, saved: .zero)
        for name in ["ann", "bob", "eve"] {
            pace?.know(name, in: "/acme/")
            #expect(pace?.admits(name, at: Self.start) == true)
            pace?.began(name, at: Self.start)
        }
        for name in ["bob", "eve", "bob", "ann"] {
            #expect(pace?.admits(name, at: Self.start) == false)
        }
        #expect(pace?.held == 3 && pace?.waitingCount == 3)
        let due = Self.start.advanced(by: .seconds(1))
        #expect(pace?.nextLook() == due)
        #expect(pace?.nextLook() == nil)
        #expect(pace?.release(Self.start, at: Self.start) == [])
        #expect(pace?.release(due, at: due) == ["bob", "eve", "ann"])
        #expect(pace?.nextLook() == nil && pace?.waitingCount == 0)
    }

    @Test func `a clock that is set back holds nobody up`() {
        var pace = Pace(perAccount: 2, perDomain: 0, saved: .seconds(1))
        pace?.know("ann", in: "/acme/")
        while pace?.admits("ann", at: Self.start) == true { pace?.began("ann", at: Self.start) }
        let look = pace?.nextLook() ?? Self.start
        #expect(look == Self.start.advanced(by: .milliseconds(500)))
        let earlier = Self.start.advanced(by: .seconds(-3_600))
        #expect(pace?.release(look, at: earlier) == ["ann"])
        #expect(pace?.admits("ann", at: earlier) == false)
        #expect(pace?.nextLook() == earlier.advanced(by: .milliseconds(500)))
        // A look that came too late for its time changes nothing about the next one.
        #expect(pace?.release(earlier, at: earlier) == [] && pace?.nextLook() == nil)
    }

    @Test func `the root domain has no rate of its own`() {
        #expect("/".domainsBelowRoot == [])
        #expect("/acme/lab/".domainsBelowRoot == ["/acme/", "/acme/lab/"])
        var pace = Pace(perAccount: 0, perDomain: 1, saved: .zero)
        pace?.know("ann", in: "/")
        for _ in 0..<10 {
            #expect(pace?.admits("ann", at: Self.start) == true)
            pace?.began("ann", at: Self.start)
        }
    }
}
