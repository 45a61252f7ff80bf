internal import ArgumentParser
internal import Foundation

/// Which data folder to work on.
struct FolderOptions: ParsableArguments {
    @Option(
        help: "The server's data folder; else $PETREL_DATA_DIR, else that of the configuration.",
        completion: .directory)
    var dataDir: String?

    func folder() -> DataFolder {
        .named(by: dataDir, ProcessInfo.processInfo.environment)
    }
}

extension DataFolder {
    /// The one that a flag names, or else the one that a server with this configuration would take.
    static func named(by flag: String?, _ environment: [String: String]) -> DataFolder {
        if let flag { return DataFolder(flag) }
        let sources = ConfigurationSources(environment: environment)
        return (try? ServerConfiguration.reading(sources))?.configuration.dataFolder ?? .standard
    }
}
