internal import Foundation
internal import PetrelPlugin

/// Where settings can come from.
struct ConfigurationSources: Sendable {
    /// A setting given on the command line.
    struct Given: Sendable {
        let key: String
        let value: String
        /// As it was typed: `--listen`, `--set`.
        var flag = "--set"
    }

    var flags: [Given] = []
    var environment: [String: String] = ProcessInfo.processInfo.environment
    /// The file that `--config` names.
    var file: String?
    /// The plug-ins that have a section.
    var plugins = Petrel.plugins.map { $0.name }

    /// The file to read, if there is one: named by the flag, the environment, or lying where it is looked for.
    var path: String? {
        if let named = file ?? environment["PETREL_CONFIG"] { return DataFolder.expanded(named) }
        let usual = Self.usualFile(environment)
        return FileManager.default.fileExists(atPath: usual) ? usual : nil
    }

    private static func usualFile(_ environment: [String: String]) -> String {
        let folder =
            environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
            ?? DataFolder.expanded("~/.config")
        return folder + "/petrel/petrel.yaml"
    }
}
