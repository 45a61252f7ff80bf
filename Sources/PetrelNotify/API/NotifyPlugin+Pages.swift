internal import PetrelCloud
public import PetrelPlugin

/// Pages for those who are written to. Mail scanners look at links, and so nothing happens before a button is pressed.
extension NotifyPlugin {
    public var pages: [PluginPage] {
        [
            PluginPage("confirm/{token}", "Asks whether somebody wants to be written to.") {
                try await confirmation($0)
            } act: {
                try await confirm($0)
            },
            PluginPage("unsubscribe/{token}", "Ends a subscription for whom it reaches.") {
                try await unsubscription($0)
            } act: {
                try await unsubscribe($0)
            },
        ]
    }

    private func confirmation(_ visit: PluginPage.Visit) async throws -> PluginPage.Content {
        guard let entry = try await desk.question(visit.path["token"] ?? "") else { return .noLink }
        if case .yes = entry.word { return .confirmed(entry) }
        guard entry.word == .none, entry.expires > desk.now else { return .tooOld }
        return PluginPage.Content(
            "Do you want these messages?",
            [
                "An account of a cloud asks to send messages about what happens there to your "
                    + "address. Each message has a link to get no more."
            ], facts: .of(entry), buttons: [.init("Yes, send them")])
    }

    private func confirm(_ visit: PluginPage.Visit) async throws -> PluginPage.Content {
        guard let entry = try await desk.question(visit.path["token"] ?? "") else { return .noLink }
        if case .yes = entry.word { return .confirmed(entry) }
        guard entry.word == .none, entry.expires > desk.now else { return .tooOld }
        try await desk.confirm(entry)
        return .confirmed(entry)
    }

    private func unsubscription(_ visit: PluginPage.Visit) async throws -> PluginPage.Content {
        guard let (subscription, recipient) = try await desk.unsubscribing(token(visit)) else {
            return .noLink
        }
        if subscription.reason == SubscriptionDesk.unsubscribed { return .ended(recipient) }
        return PluginPage.Content(
            "Stop these messages?",
            ["Nothing more of this subscription will be sent to your address."],
            facts: [
                .init("Subscription", subscription.name),
                .init("Account", subscription.owner.accountName),
                .init("Your address", recipient.address),
            ], buttons: [.init("Stop them")])
    }

    private func unsubscribe(_ visit: PluginPage.Visit) async throws -> PluginPage.Content {
        guard let (subscription, recipient) = try await desk.unsubscribing(token(visit)) else {
            return .noLink
        }
        guard visit.choice == "again" else {
            try await desk.unsubscribe(subscription, recipient)
            return .ended(recipient)
        }
        try await desk.takeBack(subscription, recipient)
        return PluginPage.Content(
            "Messages go on",
            ["Messages of this subscription are sent to \(recipient.address) as before."])
    }

    private func token(_ visit: PluginPage.Visit) -> String { visit.path["token"] ?? "" }
}

extension PluginPage.Content {
    fileprivate static let noLink = Self(
        status: 404, "This link is not good",
        [
            "It was never sent, or what it was for is over. If you copied it, check that it is "
                + "whole. Nothing is sent to you because of it."
        ])

    fileprivate static let tooOld = Self(
        status: 410, "This link is too old",
        [
            "Nothing will be sent to you. If you want the messages, ask whoever wanted to send "
                + "them to ask you again."
        ])

    fileprivate static func confirmed(_ entry: AddressEntry) -> Self {
        Self(
            "Thank you",
            [
                "Messages will be sent to your address. Each of them has a link to get no more."
            ], facts: .of(entry))
    }

    fileprivate static func ended(_ recipient: Recipient) -> Self {
        Self(
            "You get no more of these messages",
            [
                "Nothing more of this subscription is sent to \(recipient.address). If that was a "
                    + "slip, you can take it back."
            ], buttons: [.init("I want them after all", choice: "again")])
    }
}

extension [PluginPage.Fact] {
    fileprivate static func of(_ entry: AddressEntry) -> Self {
        [
            .init("Account", entry.accountName), .init("Domain", entry.domainPath),
            .init("Your address", entry.recipient.address),
        ]
    }
}
