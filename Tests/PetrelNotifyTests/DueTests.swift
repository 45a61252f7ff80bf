internal import PetrelCloud
internal import PetrelStates
internal import Testing

@testable internal import PetrelNotify

/// Times to try again that come while something else is under way.
@Suite struct DueTests {
    @Test func `what came due while another was under way is sent when that one has ended`() {
        let start = Timestamp(seconds: 1_800_000_000)
        func at(_ seconds: Int) -> Timestamp { start.advanced(by: .seconds(seconds)) }
        let schedule = RetrySchedule(waits: [.seconds(5), .seconds(300)], jitter: 0)
        var board = Board(places: 10, perSubscription: 10, schedule: schedule)
        let owner = NotifySubscription.Owner(
            account: "a", accountName: "ann", domain: "d", domainPath: "/")
        board.add(
            NotifySubscription(
                id: "s", name: "hook", owner: owner, channel: "webhook", settings: [:],
                created: start), counter: 0)
        for number in 1...2 {
            var event = CloudEvent.action(
                "VM.START", .succeeded, on: ResourceReference(.virtualMachine, "vm-\(number)"),
                by: .init(user: "u", account: "a"), owner: .init(account: "a"), domainPath: "/")
            event.sequence = Int64(number)
            _ = board.dispatch(event, at: start)
        }
        guard let first = board.next(at: start), let second = board.next(at: start) else {
            Issue.record("nothing to be sent")
            return
        }
        _ = board.ended(first, .failed("busy", retryAfter: nil), at: start)
        _ = board.ended(second, .failed("busy", retryAfter: nil), at: at(2))
        #expect(board.next(at: at(4))?.attempt == nil)

        _ = board.wake(RunID(subscription: "s"), at: at(5))
        guard let again = board.next(at: at(5)) else {
            Issue.record("the first is not sent again")
            return
        }
        #expect(again.parcels.map(\.sequence) == [1])
        #expect(board.next(at: at(6))?.attempt == nil)
        // The second's time was at 7 seconds, and nobody looked then.
        _ = board.ended(again, .delivered, at: at(9))
        #expect(board.next(at: at(9))?.parcels.map(\.sequence) == [2])
    }
}
