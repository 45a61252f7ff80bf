/// A person, as far as is known: an address on a channel.
struct Recipient: Hashable, Sendable {
    let channel: String
    /// In small letters, so that one mailbox is one recipient.
    let address: String

    init(channel: String, address: String) {
        self.channel = channel
        self.address = address.lowercased()
    }

    init(_ channel: any PersonalChannel) {
        self.init(channel: type(of: channel).kind.rawValue, address: channel.recipient)
    }
}
