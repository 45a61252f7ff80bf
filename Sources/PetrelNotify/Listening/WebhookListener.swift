public import PetrelCloud
public import PetrelPlugin
internal import Synchronization

/// `petrel listen`: sends events to an address on the developer's own machine as the channel `webhook` would.
///
/// The channel itself makes the requests, so that body, headers and signature are those that a subscription sends. Each
/// event is sent once, and a receiver that does not take it is told of and not asked again.
public final class WebhookListener: PluginFollower {
    public static let name = "listen"
    public static let summary =
        "Sends events to a receiver on this machine as a webhook would, for those who write one."

    public static let options = [
        FollowerOption(
            "forward", "The receiver's address, such as http://localhost:3000/hook.",
            isRequired: true),
        FollowerOption(
            "format", "structured (the default), binary, batched, cloudstack or template."),
        FollowerOption(
            "secret", "The key that signs, whsec_… or whsk_…; a new one, which is shown."),
        FollowerOption("template", "The body in Mustache, for the format template."),
        FollowerOption(
            "filters",
            "CloudEvents filters as JSON, such as '[{\"exact\":{\"outcome\":\"failed\"}}]'."),
    ]

    private let channel: WebhookChannel
    private let environment: ChannelEnvironment
    private let filters: [EventFilter]
    private let subscription: DeliverySubscription
    private let counter = Mutex<Int64>(0)
    public let greeting: [String]

    public init(_ options: [String: String], for account: FollowerAccount) throws {
        var settings = options
        let address = settings.removeValue(forKey: "forward") ?? ""
        filters = try Self.filters(settings.removeValue(forKey: "filters"))
        let secret = settings["secret"] ?? SigningKey.newShared()
        (settings["secret"], settings["url"]) = (secret, address)
        // Whoever types the address may go there anyway.
        environment = ChannelEnvironment(reachingAll: OutwardSettings())
        do {
            channel = try WebhookChannel(
                ChannelSettings(settings.mapValues { .string($0) }), environment)
        } catch {
            throw FollowerRefusal(
                error.mistakes.map { mistake in
                    "--\(mistake.setting == "url" ? "forward" : mistake.setting): \(mistake.remedy)"
                }.joined(separator: "\n"))
        }
        // Always the same, so that a repeat has the id that it had in the run before.
        subscription = DeliverySubscription(
            id: Self.name, name: Self.name, account: account.id, accountName: account.name,
            domainPath: account.domainPath)
        greeting = Self.greeting(address, secret, isGiven: options["secret"] != nil)
    }

    private static func filters(_ text: String?) throws -> [EventFilter] {
        guard let text else { return [] }
        guard let json = try? JSONReader().read(text) else {
            throw FollowerRefusal("--filters: JSON, a list of filters")
        }
        var mistakes: [String] = []
        let filters = FilterReader.filters(json, mistakes: &mistakes)
        guard mistakes.isEmpty else {
            throw FollowerRefusal(mistakes.map { "--\($0)" }.joined(separator: "\n"))
        }
        return filters
    }

    private static func greeting(_ address: String, _ secret: String, isGiven: Bool) -> [String] {
        var lines = ["Events go to \(address); Ctrl-C ends it."]
        if !isGiven { lines.append("They are signed with the secret \(secret)") }
        if let key = SigningKey(secret)?.publicKey { lines.append("Verify with \(key)") }
        return lines
    }

    public func take(_ event: CloudEvent) async -> FollowerReport? {
        guard filters.allSatisfy({ $0.matches(event) }) else { return nil }
        let number = counter.withLock { counter in
            counter += 1
            return counter
        }
        let delivery = Delivery(
            id: "\(subscription.id)_\(event.id)", attempt: 1, subscription: subscription,
            counter: number, cursor: String(event.sequence ?? 0), events: [event], time: .now)
        do {
            let receipt = try await channel.deliver(delivery)
            return FollowerReport(
                isSuccess: true, result: receipt.status.map(String.init) ?? "taken",
                latency: receipt.latency)
        } catch {
            return FollowerReport(
                isSuccess: false, result: error.status.map(String.init) ?? "failed",
                latency: error.latency, reason: Self.reason(error))
        }
    }

    private static func reason(_ error: DeliveryError) -> String {
        error.excerpt.isEmpty ? error.reason : "\(error.reason): \(error.excerpt)"
    }

    public func close() { environment.close() }
}
