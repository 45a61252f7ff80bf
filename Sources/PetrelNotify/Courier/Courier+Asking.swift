internal import Logging
internal import PetrelCloud
internal import PetrelPlugin
internal import Synchronization

/// Questions to addresses that have not said yes.
extension Courier {
    func attendToQuestions() async throws {
        for entry in try await addresses.due(time.now()) {
            let isNew = asking.withLock { $0.insert(entry.nonce).inserted }
            if isNew { order(.ask(entry)) }
        }
        let waiting = asking.withLock { !$0.isEmpty }
        // Those under way say themselves when they are to be asked again.
        if !waiting { arm(try await addresses.nextDue()) }
    }

    func ask(_ entry: AddressEntry) async {
        let again = await put(entry)
        do {
            try await context.commit(rows: [AddressTable.asked(entry, again: again)])
        } catch {
            context.logger.error("a question was sent and not noted: \(error)")
        }
        asking.withLock { _ = $0.remove(entry.nonce) }
        arm(time.now())
    }

    /// Sends the question; when it is to be sent again, if it is.
    private func put(_ entry: AddressEntry) async -> Timestamp? {
        do {
            // Nobody wants to know any more: nothing is sent.
            guard let subscription = try await waiting(for: entry).first,
                let channel = try await shop.channel(subscription.id) as? any PersonalChannel,
                let link = links.link(.confirm, entry.nonce, entry.recipient.address)
            else { return nil }
            _ = try await channel.write(
                .question(entry, about: subscription, link: link, at: time.now()))
            return nil
        } catch let error as DeliveryError where [.refused, .endpointGone].contains(error.verdict) {
            _ = await refused(entry.recipient, error)
            return nil
        } catch {
            context.logger.info("a question could not be sent: \(error)")
            let wait = settings.schedule.waits[
                min(Int(entry.tries), settings.schedule.waits.count - 1)]
            let again = time.now().advanced(by: wait)
            return again < entry.expires ? again : nil
        }
    }

    /// Subscriptions that wait for an address's word.
    func waiting(for entry: AddressEntry) async throws -> [NotifySubscription] {
        try await subscriptions.of(account: entry.account).filter { subscription in
            subscription.state == .unconfirmed && recipient(of: subscription) == entry.recipient
        }
    }

    /// Whom a subscription reaches, where that is a person.
    func recipient(of subscription: NotifySubscription) -> Recipient? {
        (try? shop.make(subscription.channel, subscription.settings) as? any PersonalChannel)
            .map(Recipient.init)
    }
}
