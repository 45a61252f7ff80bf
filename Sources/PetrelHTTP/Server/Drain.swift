internal import Logging
internal import ServiceLifecycle

/// Runs a service so that cancelling means stopping in good order: no new connections, requests
/// under way end, then all is closed.
struct Drain {
    let service: any Service
    /// How long requests may take to end. The connections are closed by then; one second later
    /// nobody waits any more for a request that goes on all the same.
    let time: Duration
    let logger: Logger

    func run(stoppedBy start: StartReport) async throws {
        let group = ServiceGroup(configuration: .init(services: [service], logger: logger))
        let (ends, end) = AsyncStream<Result<Void, any Error>>.makeStream()
        // Not child tasks: cancelling is a wish to stop, told to the group and not to the requests,
        // and a request that never ends must not keep this one from ending.
        let running = Task { end.yield(await Result.of { try await group.run() }) }
        let stop: @Sendable () -> Void = {
            Task {
                await group.triggerGracefulShutdown()
                try? await Task.sleep(for: time + .seconds(1))
                running.cancel()
                end.yield(.success(()))
            }
        }
        start.onFailure(stop)
        let result = await withTaskCancellationHandler {
            await Self.first(of: ends)
        } onCancel: {
            stop()
        }
        try start.check()
        try result?.get()
    }

    /// Waits on, cancelled or not.
    private static func first(
        of ends: AsyncStream<Result<Void, any Error>>
    ) async -> Result<Void, any Error>? {
        await Task {
            for await end in ends { return end }
            return nil
        }.value
    }
}

extension Result where Failure == any Error {
    static func of(_ body: () async throws -> Success) async -> Self {
        do { return .success(try await body()) } catch { return .failure(error) }
    }
}
