internal import PetrelCloud

/// Which events somebody is told: the one rule for whoever keeps a subscription, whole or in part.
protocol Subscribed: Sendable {
    var id: String { get }
    var account: String { get }
    var domainPath: String { get }
    var scope: NotifySubscription.Scope { get }
    var watched: String? { get }
    var interest: Interest { get }
    var typeFilters: [TypeFilter] { get }
    var routing: Routing { get }
    /// Whether it was made by `createWebhook` and is listed by `listWebhooks`.
    var isWebhook: Bool { get }
}

extension Subscribed {
    func matches(_ event: CloudEvent) -> Bool {
        isAbout(event) && routing.takes(event) && interest.matches(event)
            && TypeFilter.allow(event, typeFilters)
    }

    func isAbout(_ event: CloudEvent) -> Bool {
        switch scope {
        case .account: event.owner?.account == account
        case .domain: event.domainPath?.hasPrefix(watched ?? domainPath) ?? false
        case .cloud: true
        }
    }

    /// The id of a message: the same at every attempt, redrive and replay.
    func messageID(_ event: String) -> String { "\(id)_\(event)" }
}
