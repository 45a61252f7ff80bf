internal import PetrelHTTP
internal import PetrelPlugin
internal import Synchronization

/// Where the settings take effect that can change while the server runs.
final class LiveSettings: Sendable {
    private struct Running {
        var callRate: CallRate?
        var host: PluginHost?
    }

    private let volume: ServerLog.Volume
    private let running = Mutex(Running())

    init(volume: ServerLog.Volume) { self.volume = volume }

    /// The server that now runs; before there is one, its settings count from its start.
    func attach(_ server: PetrelServer, _ host: PluginHost) {
        running.withLock { $0 = Running(callRate: server.callRate, host: host) }
    }

    func apply(_ configuration: ServerConfiguration) {
        volume.level = configuration.log.level
        let rate = running.withLock { $0.callRate }
        rate?.change(to: configuration.limits.callsPerSecond.most)
    }

    /// Gives plug-ins their sections; throws ``PluginSettingsError`` for those that keep their old ones.
    func apply(_ sections: PluginSections) async throws {
        guard let host = running.withLock({ $0.host }) else { return }
        try await host.reload(sections.settings(of: host.plugins))
    }
}
