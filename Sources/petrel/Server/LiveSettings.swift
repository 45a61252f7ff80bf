internal import PetrelHTTP
internal import Synchronization

/// Where the settings take effect that can change while the server runs.
final class LiveSettings: Sendable {
    private let volume: ServerLog.Volume
    private let callRate = Mutex<CallRate?>(nil)

    init(volume: ServerLog.Volume) { self.volume = volume }

    /// The server that now runs; before there is one, its settings count from its start.
    func attach(_ server: PetrelServer) { callRate.withLock { $0 = server.callRate } }

    func apply(_ configuration: ServerConfiguration) {
        volume.level = configuration.log.level
        let rate = callRate.withLock { $0 }
        rate?.change(to: configuration.limits.callsPerSecond.most)
    }
}
