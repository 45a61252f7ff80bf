internal import PetrelCloud
internal import PetrelNotify
internal import PetrelStates

/// Deliveries and settings that tests begin with.
enum Sample {
    static let event = CloudEvent.stateChange(
        of: ResourceReference(.virtualMachine, "019ab8c1-5b7e-7d31-8f2a-0c6e1b9d4a55"), version: 3,
        from: "Stopped", on: "StartRequested", to: "Starting",
        owner: CloudEvent.Owner(account: "a1", accountName: "ann"), domainPath: "/acme/",
        description: "The machine “wéb” starts",
        id: EventID("019ab8c1-5b7e-7d31-8f2a-0c6e1b9d4a56")!,
        time: Timestamp(seconds: 1_700_000_000))

    static let subscription = DeliverySubscription(
        id: "5d1c", name: "night watch", account: "a1", accountName: "ann", domainPath: "/acme/")

    static func delivery(
        _ events: [CloudEvent] = [event], attempt: Int = 1, time: Timestamp = .now,
        payload: String? = nil
    ) -> Delivery {
        Delivery(
            id: "5d1c_019ab8c1", attempt: attempt, subscription: subscription, counter: 7,
            cursor: "41", events: events, time: time, payload: payload)
    }

    /// What an operator sets who lets receivers be on his own machine, on these ports.
    static func settings(_ ports: Int...) -> OutwardSettings {
        var settings = OutwardSettings()
        settings.allowsPlainHTTP = true
        settings.ports = Set(ports)
        settings.allowedNetworks = ["127.0.0.0/8"]
        return settings
    }
}
