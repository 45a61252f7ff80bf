internal import Logging
internal import ServiceLifecycle

/// Runs a service so that cancelling means stopping in good order: no new connections, requests
/// under way end, then all is closed.
struct Drain {
    let service: any Service
    let logger: Logger

    func run(stoppedBy start: StartReport) async throws {
        let group = ServiceGroup(configuration: .init(services: [service], logger: logger))
        // Not a child task: cancelling must reach the group as a wish to stop, and not the requests.
        let running = Task { try await group.run() }
        let stop: @Sendable () -> Void = { Task { await group.triggerGracefulShutdown() } }
        start.onFailure(stop)
        try await withTaskCancellationHandler {
            try await running.value
        } onCancel: {
            stop()
        }
        try start.check()
    }
}
