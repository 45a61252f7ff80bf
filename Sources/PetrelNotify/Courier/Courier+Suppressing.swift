internal import Logging
internal import PetrelCloud
internal import PetrelPlugin
internal import Synchronization

/// Addresses that take nothing are left alone: mail servers judge a sender by how often it tries.
extension Courier {
    /// Why nothing may go to an address; `nil` when it may.
    func suppression(of recipient: Recipient) -> Suppression? {
        suppressions.withLock { $0[recipient] }.flatMap { $0.isSuppressed ? $0 : nil }
    }

    /// An address was refused; why nothing goes there any more, if that was once too often.
    func refused(_ recipient: Recipient, _ error: DeliveryError) async -> Suppression? {
        guard let bounce = error.bounce else { return nil }
        let now = time.now()
        let noted = suppressions.withLock { all in
            var one =
                all[recipient]
                ?? Suppression(recipient: recipient, since: now, source: "", reason: "")
            one.add(bounce, error, limit: settings.people.bounces, at: now)
            all[recipient] = one
            return one
        }
        do {
            try await suppressed.write(noted)
        } catch {
            context.logger.error("a refusal could not be noted: \(error)")
        }
        return noted.isSuppressed ? noted : nil
    }

    /// An address took something: what was before is forgotten.
    func took(_ recipient: Recipient) async {
        let wasRefused = suppressions.withLock { all in
            all[recipient]?.isSuppressed == false && all.removeValue(forKey: recipient) != nil
        }
        guard wasRefused else { return }
        do {
            try await suppressed.delete(recipient)
        } catch {
            context.logger.error("a refusal could not be forgotten: \(error)")
        }
    }
}
