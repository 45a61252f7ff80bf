internal import NIOCore
internal import Synchronization

/// Tells whoever started the server where it listens, and remembers what they made of it.
final class StartReport: Sendable {
    private let settings: ServerSettings
    private let ready: @Sendable (ServerAddress) async throws -> Void
    private let state = Mutex<State>(State())

    private struct State {
        var failure: (any Error)?
        var stop: (@Sendable () -> Void)?
    }

    init(
        settings: ServerSettings, ready: @escaping @Sendable (ServerAddress) async throws -> Void
    ) {
        self.settings = settings
        self.ready = ready
    }

    /// Called by the server once it accepts connections.
    func bound(_ channel: any Channel) async {
        let address = ServerAddress(
            host: settings.host, port: channel.localAddress?.port ?? settings.port,
            isSecure: settings.tls != nil)
        do {
            try await ready(address)
        } catch {
            fail(error)
        }
    }

    /// What is to be done when the report fails.
    func onFailure(_ stop: @escaping @Sendable () -> Void) {
        state.withLock { $0.stop = stop }
    }

    func check() throws {
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    private func fail(_ error: any Error) {
        let stop = state.withLock { state in
            state.failure = error
            return state.stop
        }
        stop?()
    }
}
