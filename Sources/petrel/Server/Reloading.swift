internal import Logging

/// Takes over at SIGHUP what can change while the server runs.
struct Reloading {
    let running: ServerConfiguration
    let live: LiveSettings
    let logger: Logger

    private static let changeable: Set<String> = ["log.level", "limits.calls-per-second"]

    /// A configuration with mistakes changes nothing.
    func reload(_ sources: ConfigurationSources) {
        let new: ServerConfiguration
        do {
            new = try ServerConfiguration.reading(sources).configuration
        } catch {
            for mistake in error.all {
                logger.error(
                    "not reloaded: \(mistake.problem)", metadata: ["place": "\(mistake.place)"])
            }
            return
        }
        let later = Setting.all.filter { setting in
            !Self.changeable.contains(setting.key) && setting.read(new) != setting.read(running)
        }
        live.apply(new)
        logger.notice("settings reloaded", metadata: ["log.level": "\(new.log.level)"])
        if !later.isEmpty {
            let keys = later.map(\.key).joined(separator: ", ")
            logger.notice(
                "settings that count from the next start on", metadata: ["keys": "\(keys)"])
        }
    }
}
