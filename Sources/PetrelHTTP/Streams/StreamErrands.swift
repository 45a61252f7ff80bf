/// Work that streams cannot do on their event loops: finding out who somebody is, reading the ledger.
///
/// A stream has at most one errand at a time, which is the bound of the queue. A few run at once; the others wait, so that
/// many streams that read history do not keep everybody else from the ledger.
struct StreamErrands: Sendable {
    private static let mostAtOnce = 2

    private let queue: AsyncStream<@Sendable () async -> Void>
    private let continuation: AsyncStream<@Sendable () async -> Void>.Continuation

    init() {
        (queue, continuation) = AsyncStream.makeStream()
    }

    func add(_ errand: @escaping @Sendable () async -> Void) {
        continuation.yield(errand)
    }

    func finish() { continuation.finish() }

    /// Runs errands until ``finish()`` or until cancelled.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            for await errand in queue {
                if running == Self.mostAtOnce {
                    await group.next()
                    running -= 1
                }
                group.addTask { await errand() }
                running += 1
            }
        }
    }
}
