internal import PetrelCloud
internal import PetrelPlugin

@testable internal import PetrelNotify

/// A subscription to ask for, with a delivery and a filter where it is CloudStack's webhook.
struct Thing: Sendable {
    let owner: Caller
    let extent: Cast.Extent
    let way: Way
    /// By the kind of thing that parameters name.
    var ids: [String: String] = [:]

    var id: String { ids["Subscription"] ?? "" }

    var name: String { "\(owner.accountName)'s \(way.name) of scope \(extent)" }

    var draft: SubscriptionDraft {
        var draft = SubscriptionDraft()
        (draft.name, draft.channel, draft.isWebhook) = ("s", way.channel.rawValue, way.isWebhook)
        (draft.account, draft.accountDomain) = (owner.accountName, owner.domain)
        draft.scope = extent.scope
        if extent == .elsewhere { draft.domain = "d-root" }
        draft.settings = .object(way.settings)
        // Nothing is sent while it is asked for.
        draft.state = "paused"
        return draft
    }

    /// Makes it, anew if it was there.
    mutating func make(in scene: Scene, about event: CloudEvent) async throws {
        if !id.isEmpty { try await scene.desk.remove(id) }
        var made = try await scene.desk.create(draft, for: Scene.root)
        ids = ["Subscription": made.id, "Webhook": made.id]
        guard way.isWebhook else { return }
        let filter = TypeFilter(
            id: EventID.next().description, mode: .include, matchType: .prefix, value: "VM.",
            created: .now)
        made.typeFilters = [filter]
        made = try await scene.desk.save(made)
        let delivery = Delivery(event, to: made, attempt: 1, counter: 1, at: .now)
        let receipt = DeliveryReceipt(status: 204, excerpt: "", latency: .zero)
        let attempt = AttemptRecord.each(delivery, made, receipt, ended: .now)[0]
        try await scene.desk.context.commit(rows: [{ try ProgressTable.write(attempt, $0) }])
        (ids["WebhookFilter"], ids["WebhookDelivery"]) = (filter.id, attempt.id)
    }
}
