public import PetrelCloud

/// What every channel works with. The plug-in makes one and gives it to all.
public struct ChannelEnvironment: Sendable {
    /// Reaches what subscriptions name. Goes nowhere the ``AddressGuard`` forbids.
    public let sender: OutwardSender
    /// Reaches what the operator named: his mail server, his SMS gateway. It shares no connection with the other.
    public let operatorSender: OutwardSender
    public let settings: OutwardSettings
    /// What subscriptions may name; none where whoever names an address may go there anyway.
    let addressGuard: AddressGuard?
    /// The address where a recipient can end a subscription by one click; none when there is no such page.
    public let unsubscribeAddress:
        @Sendable (_ subscription: DeliverySubscription, _ recipient: String) -> String?
    public let now: @Sendable () -> Timestamp

    public init(
        _ settings: OutwardSettings = OutwardSettings(),
        unsubscribeAddress:
            @escaping @Sendable (
                _ subscription: DeliverySubscription, _ recipient: String
            ) -> String? = { _, _ in nil },
        now: @escaping @Sendable () -> Timestamp = { .now }
    ) {
        self.settings = settings
        let addressGuard = AddressGuard(settings)
        self.addressGuard = addressGuard
        sender = OutwardSender(addressGuard, pins: settings.pins)
        operatorSender = OutwardSender(nil, pins: settings.pins)
        self.unsubscribeAddress = unsubscribeAddress
        self.now = now
    }

    /// For requests that a user of this machine makes himself: they go everywhere.
    init(reachingAll settings: OutwardSettings) {
        self.settings = settings
        addressGuard = nil
        sender = OutwardSender(nil, pins: settings.pins)
        operatorSender = sender
        unsubscribeAddress = { _, _ in nil }
        now = { .now }
    }

    /// Ends what is under way and the threads. A delivery begun afterwards fails.
    public func close() {
        sender.close()
        operatorSender.close()
    }
}
