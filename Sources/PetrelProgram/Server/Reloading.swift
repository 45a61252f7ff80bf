internal import Logging
internal import PetrelPlugin

/// Takes over at SIGHUP what can change while the server runs.
struct Reloading {
    let running: ServerConfiguration
    /// All plug-ins that could run.
    let plugins: [String]
    let live: LiveSettings
    let logger: Logger

    private static let changeable: Set<String> = ["log.level", "limits.calls-per-second"]

    /// A configuration with mistakes changes nothing.
    func reload(_ sources: ConfigurationSources) async {
        let new: ServerConfiguration
        do {
            new = try ServerConfiguration.reading(sources).configuration
        } catch {
            return note(error)
        }
        live.apply(new)
        await reload(new.plugins)
        logger.notice("settings reloaded", metadata: ["log.level": "\(new.log.level)"])
        let later = changedForLater(new)
        guard !later.isEmpty else { return }
        logger.notice(
            "settings that count from the next start on",
            metadata: ["keys": "\(later.joined(separator: ", "))"])
    }

    private func changedForLater(_ new: ServerConfiguration) -> [String] {
        let settings = Setting.all.filter { setting in
            !Self.changeable.contains(setting.key) && setting.read(new) != setting.read(running)
        }
        let switched = plugins.filter {
            new.plugins.isEnabled($0) != running.plugins.isEnabled($0)
        }
        return settings.map(\.key)
            + switched.map { "plugins.\($0).\(PluginSections.switchName)" }
    }

    /// A plug-in whose settings are wrong keeps its old ones, and the others take theirs.
    private func reload(_ sections: PluginSections) async {
        do {
            try await live.apply(sections)
        } catch let error as PluginSettingsError {
            note(sections.mistakes(error))
        } catch {
            logger.error("not reloaded: \(error)", metadata: ["place": "plugins"])
        }
    }

    private func note(_ mistakes: ConfigurationMistakes) {
        for mistake in mistakes.all {
            logger.error(
                "not reloaded: \(mistake.problem)", metadata: ["place": "\(mistake.place)"])
        }
    }
}
