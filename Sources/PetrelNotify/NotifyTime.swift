internal import PetrelCloud

/// What time it is, and how to wait: a parameter, so that tests never do.
struct NotifyTime: Sendable {
    let now: @Sendable () -> Timestamp
    let sleep: @Sendable (Duration) async throws -> Void

    /// The machine's.
    static let system = NotifyTime(now: { .now }, sleep: { try await Task.sleep(for: $0) })
}
