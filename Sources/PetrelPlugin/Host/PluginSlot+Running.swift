internal import Logging
internal import PetrelCloud
internal import Synchronization

/// Started, started again, and let finish.
extension PluginSlot {
    /// The longest wait between two starts.
    private static let longestWait: Duration = .seconds(60)

    /// Keeps the plug-in running until cancelled.
    func run() async {
        var wait: Duration = .seconds(1)
        while !Task.isCancelled {
            let began = ContinuousClock.now
            let failure = await runOnce()
            guard !Task.isCancelled else { break }
            if state.withLock({ state in
                defer { state.restartAsked = false }
                return state.restartAsked
            }) {
                continue
            }
            if ContinuousClock.now - began > Self.longestWait { wait = .seconds(1) }
            await note(failure, wait)
            try? await ground.clock.sleep(for: wait)
            wait = min(wait * 2, Self.longestWait)
            state.withLock { $0.restarts += 1 }
        }
        state.withLock { $0.phase = .stopped }
    }

    /// One life of the plug-in; what ended it.
    private func runOnce() async -> String {
        do {
            if plugin == nil { try await make() }
            guard let plugin else { return "it could not be made" }
            state.withLock { $0.phase = .running }
            defer { state.withLock { $0.plugin = nil } }
            try await finishing { try await plugin.run() }
            return "it ended by itself"
        } catch {
            return "\(error)"
        }
    }

    /// Runs the work; once it is told to end, waits for it no longer than a plug-in may take to finish.
    private func finishing(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let (endings, ended) = AsyncStream<Result<Void, any Error>>.makeStream()
        let work = Task {
            do {
                try await body()
                ended.yield(.success(()))
            } catch {
                ended.yield(.failure(error))
            }
        }
        // A task of its own: cancelling the host's must not end the waiting, only the work.
        let waiting = Task {
            for await ending in endings { return ending }
            return .success(())
        }
        let (clock, limit) = (ground.clock, ground.timeToFinish)
        let stop: @Sendable () -> Void = {
            work.cancel()
            Task {
                try? await clock.sleep(for: limit)
                ended.yield(.failure(PluginOverran(limit: limit)))
            }
        }
        state.withLock { $0.stop = stop }
        defer { state.withLock { $0.stop = nil } }
        try await withTaskCancellationHandler {
            try await waiting.value.get()
        } onCancel: {
            stop()
        }
    }

    private func note(_ failure: String, _ wait: Duration) async {
        let isNews = state.withLock { state in
            let isNews = state.failure?.text != failure || state.restarts == 0
            state.phase = .failed
            state.failure = (failure, .now)
            return isNews
        }
        logger.error("failed: \(failure); starting again in \(wait)")
        // The same failure again and again is one alert, not thousands.
        guard isNews else { return }
        try? await ground.tell([
            .alert(
                "ALERT.MANAGEMENT", subject: "plug-in \(type.name) failed",
                body: "\(failure). It is started again by itself.",
                attributes: ["plugin": .string(type.name)])
        ])
    }

    /// New settings: taken by the plug-in, or by its successor. Wrong ones are thrown and change nothing.
    func reload(_ settings: PluginSettings) async throws {
        guard settings != state.withLock({ $0.settings }) else { return }
        guard let plugin else {
            return state.withLock { $0.settings = settings }
        }
        if try await plugin.reload(settings) {
            return state.withLock { $0.settings = settings }
        }
        // Whoever runs goes on when its successor could not be made.
        _ = try await type.init(context(settings))
        let stop = state.withLock { state in
            state.settings = settings
            state.restartAsked = true
            return state.stop
        }
        stop?()
    }
}

/// The plug-in was told to end and did not.
struct PluginOverran: Error, CustomStringConvertible {
    let limit: Duration

    var description: String { "it did not end within \(limit) after it was told to" }
}
