internal import Logging
internal import PetrelCloud
internal import PetrelPlugin
internal import Synchronization

/// Asking receivers whether they want messages.
extension Courier {
    /// Sends the challenge and waits for the answer; a few times, since a receiver may be about to start.
    ///
    /// One round at a time for each subscription, so that nobody can have a stranger asked again and again.
    func challenge(_ id: String) async {
        guard challenging.withLock({ $0.insert(id).inserted }) else { return }
        defer { challenging.withLock { _ = $0.remove(id) } }
        for wait in [Duration.zero, .seconds(5), .seconds(60), .seconds(300)] {
            do {
                if wait > .zero { try await time.sleep(wait) }
                guard let subscription = try await subscriptions.subscription(id),
                    subscription.state == .unconfirmed, let challenge = subscription.challenge
                else { return }
                let channel = try await shop.channel(id)
                let receipt = try await channel.deliver(
                    Delivery(challenge: challenge, to: subscription, at: time.now()))
                if Self.isAnswer(receipt.excerpt, to: challenge) {
                    _ = try await prove(subscription)
                    return
                }
            } catch is CancellationError {
                return
            } catch {
                context.logger.info("a receiver did not answer its challenge: \(error)")
            }
        }
    }

    /// The challenge itself, or an object that has it.
    static func isAnswer(_ text: String, to challenge: String) -> Bool {
        let text = text.trimmingBlanks
        return text == challenge
            || (try? JSONReader().read(String(text)))?["challenge"]?.string == challenge
    }

    /// The receiver has answered: what waited for that begins.
    func prove(_ subscription: NotifySubscription) async throws -> NotifySubscription {
        var proven = subscription
        (proven.state, proven.reason, proven.challenge) = (.enabled, nil, nil)
        proven.proven = try await shop.channel(subscription.id).challenged
        let written = proven
        try await context.commit(rows: [{ try SubscriptionTable.write(written, $0) }])
        perform { $0.change(written, at: self.time.now()) }
        return written
    }
}

extension Delivery {
    fileprivate init(challenge: String, to subscription: NotifySubscription, at time: Timestamp) {
        let body: JSONValue = [
            "type": "petrel.challenge", "subscription": .string(subscription.id),
            "challenge": .string(challenge),
        ]
        self.init(
            id: subscription.messageID(EventID.next().description), attempt: 1,
            subscription: DeliverySubscription(subscription), counter: 0, cursor: "0", events: [],
            time: time, payload: body.description)
    }
}
