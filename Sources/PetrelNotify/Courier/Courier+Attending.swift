internal import Logging
internal import PetrelCloud
internal import PetrelPlugin
internal import Synchronization

/// What is due by the clock and not by an event.
extension Courier {
    /// Waits for the time, does what is due, and says when it has to be looked at again.
    func attend(at due: Timestamp) async {
        try? await time.sleep(max(.zero, time.now().duration(to: due)))
        guard !Task.isCancelled else { return }
        attention.withLock { if $0 == due { $0 = nil } }
        do {
            attendToDigests()
            try await attendToQuestions()
            try await attendToEscalations()
        } catch {
            context.logger.warning("what is due could not be looked at: \(error)")
            arm(time.now().advanced(by: .seconds(1)))
        }
    }
}
