/// What a webhook's requests look like.
enum WebhookForm: String, CaseIterable, Sendable {
    /// CloudEvents in structured mode; batched when there are several events.
    case structured
    /// CloudEvents in binary mode: attributes as headers, the data as body.
    case binary
    /// CloudEvents in batched mode, also for one event.
    case batched
    /// The body and headers of CloudStack's webhooks.
    case cloudstack
    /// What the subscription's template makes of it.
    case template

    var takesSeveralEvents: Bool {
        switch self {
        case .structured, .batched, .template: true
        case .cloudstack, .binary: false
        }
    }
}
