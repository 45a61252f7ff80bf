internal import Foundation
internal import Logging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Obeys the signals of whoever runs the server.
struct Supervisor: Sendable {
    private let stops: AsyncStream<Void>
    private let logger = Logger(label: "petrel")

    /// Begins to listen; to be made once in a process.
    init(settings: SettingOptions, running: ServerConfiguration, live: LiveSettings) {
        let sources = try? settings.sources()
        let logger = logger
        // One after the other, and beside the signals: plug-ins may take their time.
        let (reloads, reload) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        Task.detached {
            guard let sources else { return }
            let reloading = Reloading(
                running: running, plugins: sources.plugins, live: live, logger: logger)
            for await _ in reloads { await reloading.reload(sources) }
        }
        let (stops, stop) = AsyncStream<Void>.makeStream()
        self.stops = stops
        let watch = SignalWatch([SIGTERM, SIGINT, SIGHUP])
        let limit = running.stopTime
        Task.detached {
            var isStopping = false
            for await signal in watch.signals {
                switch signal {
                case SIGHUP: reload.yield()
                case SIGINT where isStopping: _exit(130)
                case _ where isStopping: break
                default:
                    isStopping = true
                    logger.info("stopping")
                    Self.end(after: limit, logger)
                    stop.finish()
                }
            }
        }
    }

    /// Returns when the server is to stop.
    func stopped() async {
        for await _ in stops {}
    }

    /// What is not done by then is settled by the next start, as after a crash.
    private static func end(after limit: Duration, _ logger: Logger) {
        Task.detached {
            try await Task.sleep(for: limit)
            logger.error(
                "work under way did not end in time", metadata: ["stop-time": "\(limit)"])
            _exit(Exit.failed.rawValue)
        }
    }
}
