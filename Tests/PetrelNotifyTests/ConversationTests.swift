internal import PetrelCloud
internal import PetrelTesting
internal import Testing

@testable internal import PetrelNotify

@Suite struct ConversationTests {
    static let start = Timestamp(seconds: 1_800_000_000)

    @Test func `an event is tried after 5 s, 5 min, … and given up after three days`() {
        var random = SeededRandom(seed: 3)
        let schedule = RetrySchedule.standard
        for _ in 0..<200 {
            var delivery = EventDelivery()
            var now = Self.start
            for (index, wait) in schedule.waits.enumerated() {
                #expect(delivery.begin(at: now) == index + 1)
                let order = delivery.ended(
                    .failed("503", retryAfter: nil), at: now, schedule, using: &random)
                guard case .retry(let at) = order else {
                    Issue.record("attempt \(index + 1) was the last")
                    return
                }
                let waited = now.duration(to: at)
                #expect(waited >= wait * 0.8 && waited <= wait * 1.2)
                now = at
            }
            #expect(delivery.begin(at: now) == 10)
            #expect(
                delivery.ended(.failed("503", retryAfter: nil), at: now, schedule, using: &random)
                    == .giveUp("503"))
            #expect(delivery.begin(at: now) == nil)
        }
        #expect(schedule.waits.reduce(.zero, +) >= .seconds(72 * 3_600))
    }

    @Test func `jitter fills its whole range evenly`() {
        var random = SeededRandom(seed: 5)
        let schedule = RetrySchedule.standard
        let factors = (0..<2_000).map { _ in
            (schedule.wait(after: 1, asked: nil, using: &random) ?? .zero) / Duration.seconds(300)
        }.sorted()
        // Kolmogorov and Smirnov: the greatest distance to the even distribution, at p = 0.01.
        let distance =
            factors.enumerated().map { index, factor in
                abs(Double(index + 1) / 2_000 - (factor - 0.8) / 0.4)
            }.max() ?? 1
        #expect(distance < 1.63 / 2_000.0.squareRoot())
    }

    @Test func `a receiver that asks for a pause gets it, a day at most`() {
        var random = SeededRandom(seed: 7)
        let schedule = RetrySchedule.standard
        let asked = schedule.wait(after: 0, asked: .seconds(120), using: &random)
        #expect(asked == .seconds(120))
        #expect(schedule.wait(after: 0, asked: .seconds(1e9), using: &random) == .seconds(86_400))
        let own = schedule.wait(after: 1, asked: .seconds(1), using: &random) ?? .zero
        #expect(own > .seconds(200))
    }

    @Test func `an attempt before its time uses up nothing of the schedule`() {
        var random = SeededRandom(seed: 1)
        var delivery = EventDelivery()
        _ = delivery.begin(at: Self.start)
        _ = delivery.ended(.failed("x", retryAfter: nil), at: Self.start, .standard, using: &random)
        #expect(delivery.step == 1)
        for _ in 0..<50 {
            _ = delivery.begin(at: Self.start)
            _ = delivery.ended(
                .failed("x", retryAfter: nil), at: Self.start, .standard, using: &random)
        }
        #expect(delivery.step == 1 && delivery.attempts == 51)
    }

    @Test func `what never will be taken is given up at once, and an outcome counts once`() {
        var random = SeededRandom(seed: 1)
        var delivery = EventDelivery()
        #expect(delivery.ended(.delivered, at: Self.start, .standard, using: &random) == .none)
        _ = delivery.begin(at: Self.start)
        #expect(delivery.begin(at: Self.start) == nil)
        #expect(
            delivery.ended(.refused("400"), at: Self.start, .standard, using: &random)
                == .giveUp("400"))
        #expect(delivery.ended(.delivered, at: Self.start, .standard, using: &random) == .none)
    }

    @Test func `five different events in a row open the breaker, one event never does`() {
        var random = SeededRandom(seed: 1)
        var breaker = CircuitBreaker()
        for _ in 0..<50 {
            let until = breaker.failed(1, at: Self.start, using: &random)
            #expect(until == nil)
        }
        for sequence in 2...4 {
            let until = breaker.failed(Int64(sequence), at: Self.start, using: &random)
            #expect(until == nil)
        }
        let until = breaker.failed(5, at: Self.start, using: &random)
        #expect(until != nil && !breaker.allows(at: Self.start))
        var now = until ?? Self.start
        #expect(breaker.allows(at: now))
        breaker.began()
        #expect(!breaker.allows(at: now))
        var pauses: [Duration] = []
        for _ in 0..<10 {
            breaker.began()
            let next = breaker.failed(6, at: now, using: &random) ?? now
            pauses.append(now.duration(to: next))
            now = next
        }
        #expect(pauses.last ?? .zero > .seconds(239) && pauses.allSatisfy { $0 <= .seconds(360) })
        #expect(breaker.failingSince == Self.start)
        let isBack = breaker.succeeded()
        #expect(isBack && breaker.isClosed && breaker.failingSince == nil)
    }

    @Test func `success between failures keeps the breaker closed`() {
        var random = SeededRandom(seed: 1)
        var breaker = CircuitBreaker()
        for sequence in 0..<100 {
            let until = breaker.failed(Int64(sequence), at: Self.start, using: &random)
            #expect(until == nil)
            if sequence % 4 == 3 {
                let isBack = breaker.succeeded()
                #expect(!isBack)
            }
        }
    }

    @Test func `a noisy account leaves room for every other`() {
        var share = FairShare(places: 100)
        var noisy = 0
        while share.allows("noisy") {
            share.take("noisy")
            noisy += 1
        }
        #expect(noisy == 75)
        for number in 0..<25 {
            #expect(share.allows("quiet-\(number % 3)"))
            share.take("quiet-\(number % 3)")
        }
        #expect(!share.allows("quiet-4"))
        // While others wait, the noisy one gets none of what becomes free until it has its share only.
        while share.taken(by: "quiet-0") > 0 { share.giveBack("quiet-0") }
        #expect(!share.allows("noisy") && share.allows("quiet-0"))
    }
}
