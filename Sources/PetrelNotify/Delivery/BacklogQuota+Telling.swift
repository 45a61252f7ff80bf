internal import PetrelCloud
internal import PetrelStates

extension BacklogQuota.Holder {
    /// For those who read about it.
    var words: String {
        switch self {
        case .account: "the account"
        case .domain(let path): "the domain \(path)"
        }
    }
}

extension BacklogQuota.Crossing {
    var reason: String {
        "\(bytes) bytes of events waited for \(holder.words), and at most \(most) may; "
            + "this subscription was furthest behind"
    }
}

extension CloudEvent {
    /// Tells an account, or a domain's administrators, that more waited than may, and which subscriptions rest for that.
    static func backlogExceeded(
        _ crossing: BacklogQuota.Crossing, _ owner: NotifySubscription.Owner,
        _ resting: [NotifySubscription]
    ) -> CloudEvent {
        let names = resting.map(\.name).joined(separator: ", ")
        var event = CloudEvent(
            category: .alert, type: "NOTIFY.BACKLOG.EXCEEDED", domainPath: owner.domainPath,
            level: .warning, description: "too much waits for \(crossing.holder.words)",
            attributes: [
                "body": .string(
                    "\(crossing.bytes) bytes of events waited, and at most \(crossing.most) may. "
                        + "Nothing is sent any more to: \(names). Their backlogs are kept."),
                "bytes": .integer(Int64(crossing.bytes)), "most": .integer(Int64(crossing.most)),
                "subscriptions": .string(resting.map(\.id).joined(separator: ",")),
                "plugin": "notify",
            ])
        switch crossing.holder {
        case .account:
            event.owner = Owner(
                account: owner.account, domain: owner.domain, accountName: owner.accountName)
        case .domain(let path): event.domainPath = path
        }
        return event
    }
}
