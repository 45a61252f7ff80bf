internal import Foundation
internal import PetrelBus
internal import PetrelCloud
internal import PetrelStates
internal import Testing

@testable internal import PetrelNotify

/// Numbers of a hundred thousand subscriptions. Off unless asked for, since they mean something in a release build only:
/// `PETREL_MEASURE=1 swift test -c release -Xswiftc -enable-testing --filter PetrelNotifyTests.MeasuringTests`
@Suite(.enabled(if: ProcessInfo.processInfo.environment["PETREL_MEASURE"] != nil), .serialized)
struct MeasuringTests {
    static let count = 100_000

    private static func resident() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        return (Int(text.split(separator: " ").dropFirst().first ?? "") ?? 0) * 4_096
    }

    /// As tenants have them: some accounts with a few, one with very many, each for its own topics.
    private static func subscription(_ number: Int, isMany: Bool) -> NotifySubscription {
        let account =
            isMany
            ? "00000000-0000-4000-8000-000000000001"
            : "00000000-0000-4000-8000-\(String(number / 3 + 100_000_000_000))"
        var subscription = NotifySubscription(
            id: EventID.next().description, name: "subscription \(number)",
            owner: .init(
                account: account, accountName: "tenant-\(number / 3)", domain: account,
                domainPath: "/acme/"), channel: "webhook",
            settings: ["url": "https://example.com/events"], created: .now)
        let machine = "10000000-0000-4000-8000-\(String(number % 10_000 + 100_000_000_000))"
        if let pattern = try? TopicPattern("*.ActionEvent.*.VirtualMachine.\(machine)") {
            subscription.interest.topics = [pattern]
        }
        subscription.interest.filters = [
            .exact([.init(attribute: .known(.outcome), value: "failed")])
        ]
        return subscription
    }

    @Test(arguments: [false, true])
    func `a hundred thousand subscriptions`(isMany: Bool) throws {
        let before = Self.resident()
        var board = Board(places: 512, perSubscription: 16)
        for number in 0..<Self.count {
            board.add(Self.subscription(number, isMany: isMany), counter: 0)
        }
        let each = (Self.resident() - before) / Self.count
        let events = (0..<10_000).map { number -> CloudEvent in
            let sample = Self.subscription(number * 7 % Self.count, isMany: isMany)
            let machine = "10000000-0000-4000-8000-\(String(number % 10_000 + 100_000_000_000))"
            var event = CloudEvent.action(
                "VM.START", .succeeded, on: ResourceReference(.virtualMachine, machine),
                by: .init(user: "u", account: "a"),
                owner: .init(account: sample.owner.account), domainPath: "/acme/research/")
            event.sequence = Int64(number + 1)
            return event
        }
        let clock = ContinuousClock()
        var orders = 0
        let time = clock.measure {
            for event in events { orders += board.dispatch(event, at: event.time).count }
        }
        print(
            "\(isMany ? "one account with all" : "accounts of three"): \(each) bytes each, "
                + "\(time / events.count) an event, \(orders) orders")
        withExtendedLifetime(board) {}
        #expect(each < 1_000)
        #expect(time / events.count < .microseconds(20))
    }
}
