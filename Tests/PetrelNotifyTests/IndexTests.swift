internal import PetrelBus
internal import PetrelCloud
internal import PetrelStates
internal import PetrelTesting
internal import Testing

@testable internal import PetrelNotify

@Suite struct IndexTests {
    static let paths = ["/", "/acme/", "/acme/lab/", "/acme-two/", "/other/"]

    static func subscription(_ number: Int, _ random: inout SeededRandom) -> NotifySubscription {
        let patterns: [TopicPattern] = [
            "#", "*.ActionEvent.#", "*.*.VM-START.#", "*.*.*.Volume.*", "#.r-1",
        ]
        var subscription = NotifySubscription(
            id: "s-\(number)", name: "s",
            owner: .init(
                account: "a-\(number % 7)", accountName: "", domain: "",
                domainPath: paths.randomElement(using: &random) ?? "/"),
            channel: "sink", settings: [:], created: .now)
        subscription.scope =
            NotifySubscription.Scope.allCases.randomElement(using: &random) ?? .cloud
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            subscription.interest.topics.append(patterns.randomElement(using: &random) ?? "#")
        }
        return subscription
    }

    @Test func `the index finds each that matches once, and no other, while some come and go`() {
        var random = SeededRandom(seed: 11)
        var index = SubscriptionIndex()
        var all: [UInt32: NotifySubscription] = [:]
        for round in 0..<600 {
            let number = UInt32(round % 300)
            if let old = all.removeValue(forKey: number) { index.remove(number, old) }
            if round % 5 != 4 {
                let new = Self.subscription(round, &random)
                all[number] = new
                index.insert(number, new)
            }
            let event = CloudEvent(
                category: Bool.random(using: &random) ? .action : .alert,
                type: Bool.random(using: &random) ? "VM.START" : "VM.STOP",
                resource: ResourceReference(
                    Bool.random(using: &random) ? .virtualMachine : .volume, "r-\(round % 3)"),
                owner: .init(account: "a-\(round % 9)"),
                domainPath: Self.paths.randomElement(using: &random) ?? "/")
            let expected = all.filter { $0.value.matches(event) }.keys.sorted()
            #expect(index.candidates(event).sorted() == expected)
        }
    }
}
