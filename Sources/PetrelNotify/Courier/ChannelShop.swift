internal import PetrelCloud
internal import Synchronization

/// Makes the channels of subscriptions when something is to be sent, and keeps them while they are used.
final class ChannelShop: Sendable {
    private static let mostKept = 4_096

    let kinds: [any Channel.Type]
    let environment: ChannelEnvironment
    private let subscriptions: SubscriptionTable
    private let made = Mutex<[String: Kept]>([:])

    /// A channel, and what it is told of its subscription.
    struct Kept: Sendable {
        let channel: any Channel
        let subscription: DeliverySubscription
    }

    init(
        _ kinds: [any Channel.Type], _ environment: ChannelEnvironment,
        _ subscriptions: SubscriptionTable
    ) {
        self.kinds = kinds
        self.environment = environment
        self.subscriptions = subscriptions
    }

    func kind(_ name: String) -> (any Channel.Type)? { kinds.first { $0.kind.rawValue == name } }

    /// The channel of a subscription, as it is set up now.
    func channel(_ id: String) async throws -> any Channel { try await kept(id).channel }

    func kept(_ id: String) async throws -> Kept {
        if let kept = made.withLock({ $0[id] }) { return kept }
        guard let subscription = try await subscriptions.subscription(id) else {
            throw ChannelMistakes([.init("subscription", "was deleted")])
        }
        let kept = Kept(
            channel: try make(subscription.channel, subscription.settings),
            subscription: DeliverySubscription(subscription))
        made.withLock { made in
            if made.count >= Self.mostKept { made = [:] }
            made[id] = kept
        }
        return kept
    }

    func make(
        _ name: String, _ settings: [String: JSONValue]
    ) throws(ChannelMistakes) -> any Channel {
        guard let kind = kind(name) else {
            let all = kinds.map { $0.kind.rawValue }.joined(separator: ", ")
            throw ChannelMistakes([.init("channel", "unknown; there are \(all)")])
        }
        return try kind.init(ChannelSettings(settings), environment)
    }

    /// Its settings changed, or it is gone.
    func forget(_ id: String) { made.withLock { $0[id] = nil } }
}
