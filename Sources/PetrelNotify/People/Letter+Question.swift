internal import PetrelCloud

extension Letter {
    /// The one message that an address gets before it has said yes. Nothing in it is free text of whoever asks.
    static func question(
        _ entry: AddressEntry, about subscription: NotifySubscription, link: String,
        at now: Timestamp
    ) -> Letter {
        let place = host(of: link)
        let account = String(entry.accountName.prefix(64))
        let until = entry.expires.text(.api).prefix(16).replacing("T", with: " ")
        return Letter(
            id: "question_\(entry.nonce)", attempt: Int(entry.tries) + 1,
            subscription: DeliverySubscription(
                id: subscription.id, name: place, account: entry.account,
                accountName: account, domainPath: entry.domainPath),
            subject: "Do you want messages from \(place)?",
            text: """
                The account \(account) (\(entry.domainPath.prefix(200))) at \(place) asks to send messages \
                about its cloud to \(entry.recipient.address).

                If you want them, open this page and press its button:

                \(link)

                The link is good until \(until) UTC. If you do nothing, nothing more comes.
                """,
            short: "\(place): account \(account.prefix(24)) asks to text you. To allow it: \(link)",
            cursor: "0", canBeEnded: false, time: now)
    }

    private static func host(of link: String) -> String {
        let rest = link.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first
        return String(rest ?? "Petrel").prefix(64).description
    }
}
