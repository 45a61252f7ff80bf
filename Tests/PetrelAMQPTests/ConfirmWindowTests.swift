internal import Testing

@testable import PetrelAMQP

@Suite struct ConfirmWindowTests {
    @Test func `it begins with one message and doubles with each confirmation`() {
        var window = ConfirmWindow(limit: 4, cursor: 0)
        #expect(window.free == 1)
        window.sent("1", cursor: 1)
        #expect(window.free == 0)
        _ = window.confirm(1, multiple: false)
        #expect(window.free == 2)
        window.sent("2", cursor: 2)
        _ = window.confirm(2, multiple: false)
        window.sent("3", cursor: 3)
        _ = window.confirm(3, multiple: false)
        #expect(window.free == 4)
    }

    @Test func `the cursor passes nothing that is not confirmed`() {
        var window = ConfirmWindow(limit: 8, cursor: 40)
        for number in 1...5 { window.sent("\(number)", cursor: 40 + Int64(number)) }
        _ = window.confirm(3, multiple: false)
        _ = window.confirm(5, multiple: false)
        #expect(window.cursor == 40)
        _ = window.confirm(2, multiple: true)
        #expect(window.cursor == 43)
        #expect(window.underWay == 2)
        _ = window.confirm(4, multiple: true)
        #expect(window.cursor == 45)
        #expect(window.underWay == 0)
    }

    @Test func `numbers in any order, repeated and unknown leave nothing under way`() {
        var random = SystemRandomNumberGenerator()
        var window = ConfirmWindow(limit: 100_000, cursor: 0)
        for number in 1...10_000 { window.sent("\(number)", cursor: Int64(number)) }
        var confirmed = 0
        for tag in (Array(0...10_010) + Array(1...100)).shuffled(using: &random) {
            let count = window.confirm(UInt64(tag), multiple: false)
            confirmed += count.routed
        }
        #expect(confirmed == 10_000)
        #expect(window.underWay == 0)
        #expect(window.cursor == 10_000)
    }

    @Test func `what came back counts apart`() {
        var window = ConfirmWindow(limit: 8, cursor: 0)
        for number in 1...3 { window.sent("\(number)", cursor: Int64(number)) }
        window.returned("2")
        window.returned("unknown")
        let count = window.confirm(3, multiple: true)
        #expect(count.routed == 2)
        #expect(count.unroutable == 1)
    }

    @Test func `a spell of trouble is told once, and its end`() {
        var spell = TroubleSpell()
        let now = ContinuousClock.now
        var told = [spell.works(at: now) != nil]
        told += [AMQPFailure.Kind.connection, .connection, .login].map { kind in
            spell.failed(kind, at: now)
        }
        #expect(told == [false, true, false, true])
        let length = spell.works(at: now + .seconds(3))
        #expect(length == .seconds(3))
        let again = spell.failed(.connection, at: now)
        #expect(again)
    }

    @Test func `messages that come back are told again only after a calm`() {
        var spell = TroubleSpell()
        let now = ContinuousClock.now
        let told = [0, 200, 400, 701].map { spell.cameBack(at: now + .seconds($0)) }
        #expect(told == [true, false, false, true])
    }

    @Test func `waits double up to the longest, and begin anew after success`() {
        var random = SystemRandomNumberGenerator()
        var backoff = Backoff(first: .seconds(1), longest: .seconds(5))
        for expected in [1.0, 2, 4, 5, 5] {
            let wait = backoff.failed(using: &random) / .seconds(1)
            #expect((expected * 0.75...expected).contains(wait))
        }
        backoff.reset()
        let first = backoff.failed(using: &random)
        #expect(first <= .seconds(1))
    }
}
