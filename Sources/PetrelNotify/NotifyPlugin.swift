internal import PetrelCloud
internal import PetrelLedger
public import PetrelPlugin
internal import Synchronization

/// Tells accounts what they subscribed to, over the channels they chose.
///
/// - Order: that of the ledger for each resource; an event that fails holds back its own resource only.
/// - Deliveries: at least once, with a message id that is the same at every attempt and a count per subscription.
/// - Right to know: an account gets an event exactly when `listEvents` would show it, asked again at each attempt.
/// - A slow or dead receiver costs the others nothing; its backlog is a place in the ledger.
public struct NotifyPlugin: Plugin {
    public static let name = "notify"
    public static let command = "subscriptions"
    public static let followers: [any PluginFollower.Type] = [WebhookListener.self]
    public static let summary =
        "Delivers events to those who subscribed, over webhooks, mail and other channels."

    let desk: SubscriptionDesk

    public init(_ context: PluginContext) async throws {
        try await self.init(context, channels: builtInChannels)
    }

    /// With other channels than ours, and another clock.
    init(
        _ context: PluginContext, channels: [any Channel.Type], time: NotifyTime = .system,
        adjust: (inout NotifySettings) -> Void = { _ in }
    ) async throws {
        var (settings, outward) = try context.settings.read { reader in
            var settings = NotifySettings(&reader)
            let outward = OutwardSettings(&reader)
            settings.people = PeopleSettings(
                &reader, reachesPeople: outward.mail != nil || outward.sms != nil)
            return (settings, outward)
        }
        adjust(&settings)
        try await context.tables(NotifyTables.migrations + PeopleTables.migrations)
        let links = try await PersonalLinks(context, address: settings.people.address)
        let environment = ChannelEnvironment(
            outward, unsubscribeAddress: { links.link(.unsubscribe, $0.id, $1) }, now: time.now)
        let shop = ChannelShop(channels, environment, SubscriptionTable(context: context))
        desk = SubscriptionDesk(courier: try await Courier(context, settings, shop, links, time))
    }

    public func run() async throws {
        defer { desk.courier.shop.environment.close() }
        try await desk.courier.run()
    }

    public var commands: [APICommand] { webhookCommands + subscriptionCommands + keyCommands }
}
