internal import PetrelCloud
internal import PetrelPlugin

/// Where a session of publishing stands; its tasks wait for each other by it.
struct PublishFlow: Sendable {
    var window: ConfirmWindow
    /// Whose cursor moves; any batch of the subscription will do.
    var batch: DurableBatch?
    var isBlocked = false
    /// Nothing new is begun.
    var isEnding = false
    /// When the broker last said something about a message.
    var heard = ContinuousClock.now

    init(window: ConfirmWindow) { self.window = window }
}
