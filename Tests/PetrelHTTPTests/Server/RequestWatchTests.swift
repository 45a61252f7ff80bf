import NIOCore
import Testing

@testable import PetrelHTTP

/// The rules of a connection without a connection: times are what a test says.
@Suite struct RequestWatchTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
    private let limits = RequestLimits()

    private func after(_ seconds: Int64) -> NIODeadline { start + .seconds(seconds) }

    private func watch() -> RequestWatch { RequestWatch(limits: limits, now: start) }

    private func reading(length: Int? = nil) -> RequestWatch {
        var watch = watch()
        #expect(watch.header(length: length, refusal: nil, now: start) == .pass)
        return watch
    }

    @Test func `bytes of a header win no time`() {
        var watch = watch()
        for second in 0..<9 { watch.bytesArrived(now: after(Int64(second))) }
        #expect(watch.deadline == after(10))
        #expect(watch.deadlinePassed() == .refuse(.headerTooSlow))
    }

    @Test func `each second of a body's time is earned by its bytes`() {
        var watch = reading()
        #expect(watch.deadline == after(5))
        #expect(watch.body(bytes: 10 << 10, now: after(4)) == .pass)
        #expect(watch.deadline == after(15))
        #expect(watch.body(bytes: 1 << 10, now: after(14)) == .pass)
        #expect(watch.deadline == after(16))
        #expect(watch.deadlinePassed() == .refuse(.bodyTooSlow))
        #expect(watch.body(bytes: 1, now: after(17)) == .drop)
    }

    @Test func `an answer has no deadline, and the next request has the idle time`() {
        var watch = reading()
        #expect(watch.end(now: after(1)) == .pass)
        #expect(watch.deadline == nil)
        watch.answerBegan()
        #expect(watch.answerEnded(now: after(100)) == .pass)
        #expect(watch.deadline == after(160))
        watch.bytesArrived(now: after(159))
        #expect(watch.deadline == after(169))
    }

    @Test func `a refusal waits for the answers to what came before it`() {
        var watch = reading()
        #expect(watch.end(now: start) == .pass)
        #expect(watch.header(length: nil, refusal: nil, now: start) == .pass)
        #expect(watch.end(now: start) == .pass)
        #expect(watch.failed(.malformed) == .drop)
        #expect(watch.header(length: nil, refusal: nil, now: start) == .drop)
        #expect(watch.answerEnded(now: start) == .pass)
        #expect(watch.answerEnded(now: start) == .refuse(.malformed))
    }

    @Test func `a body at fault is refused in its turn, and its own answer is not waited for`() {
        var watch = reading()
        #expect(watch.end(now: start) == .pass)
        #expect(watch.header(length: nil, refusal: nil, now: start) == .pass)
        #expect(watch.failed(.malformed) == .drop)
        #expect(watch.answerEnded(now: start) == .refuse(.malformed))
    }

    @Test func `an answer that has begun is ended and nothing follows it`() {
        var watch = reading()
        watch.answerBegan()
        #expect(watch.failed(.malformed) == .drop)
        #expect(watch.answerEnded(now: start) == .close)
    }

    @Test func `a body that goes wrong after its answer closes the connection`() {
        var watch = reading()
        watch.answerBegan()
        #expect(watch.answerEnded(now: start) == .pass)
        #expect(watch.failed(.malformed) == .close)
    }

    @Test func `what the length says is believed, and so is what comes`() {
        var watch = watch()
        #expect(
            watch.header(length: limits.bodyBytes + 1, refusal: nil, now: start)
                == .refuse(.bodyTooLarge(limit: limits.bodyBytes)))
        var other = reading()
        #expect(other.body(bytes: limits.bodyBytes, now: start) == .pass)
        #expect(
            other.body(bytes: 1, now: start) == .refuse(.bodyTooLarge(limit: limits.bodyBytes)))
    }
}
