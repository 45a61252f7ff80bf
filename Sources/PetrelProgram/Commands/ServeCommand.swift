internal import ArgumentParser
internal import Foundation
internal import Logging

/// The server.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs the server until it is told to stop.",
        discussion: """
            Without any setting it makes its data folder, an administrator and a zone of simulated hosts, and prints \
            how to reach them once. SIGTERM and Ctrl-C let work under way end; a second Ctrl-C does not wait. SIGHUP \
            reads the settings again and takes over those that can change.
            """)

    @OptionGroup(title: "Settings") var settings: SettingOptions

    @Option(
        help: ArgumentHelp(
            "Written once the server answers, readable by its owner only: JSON with url, pid, "
                + "username, password (first start only), apiKey and secretKey.",
            valueName: "file"),
        completion: .file())
    var readyFile: String?

    func run() async throws {
        // Whatever the server makes is its owner's alone.
        umask(0o077)
        // A reader of the log that has gone is no reason to stop.
        signal(SIGPIPE, SIG_IGN)
        let effective = try settings.effective()
        let configuration = effective.configuration
        let volume = ServerLog.Volume(configuration.log.level)
        LoggingSystem.bootstrap { label in
            ServerLog(label: label, format: configuration.log.format, volume: volume)
        }
        let live = LiveSettings(volume: volume)
        let serving = Serving(
            configuration: configuration, live: live, folder: configuration.dataFolder,
            readyFile: readyFile.map { PrivateFile(path: DataFolder.expanded($0)) },
            plugins: Petrel.plugins, logger: Logger(label: "petrel"))
        let supervisor = Supervisor(settings: settings, running: configuration, live: live)
        do {
            try await serving.run { await supervisor.stopped() }
        } catch {
            throw StartFailure().translated(error)
        }
    }
}
