internal import Foundation

/// The folder that keeps everything of one server, for its owner's eyes only.
struct DataFolder: SettingValue, Hashable {
    let path: String

    init(_ path: String) { self.path = Self.expanded(path) }

    /// `petrel` where the user's programs keep their data.
    static var standard: DataFolder {
        let environment = ProcessInfo.processInfo.environment
        if let base = environment["XDG_DATA_HOME"], base.hasPrefix("/") {
            return DataFolder(base + "/petrel")
        }
        return DataFolder("~/.local/share/petrel")
    }

    static var expectation: String { "a folder, or standard" }

    init?(setting text: String) {
        guard !text.isEmpty else { return nil }
        self = text == "standard" ? .standard : DataFolder(text)
    }

    var settingText: String { path }

    var ledger: String { path + "/petrel.db" }
    /// Where a running server says how programs of the same user reach it.
    var connection: String { path + "/connection.json" }

    /// Makes it if it is not there; what is in it is nobody else's business.
    func make() throws(CommandFailure) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFailure(
                .cannotWrite,
                "the data folder \(path) cannot be made: check who owns the folder above it, "
                    + "or name another one with --data-dir")
        }
    }

    /// `~` at the beginning is the user's home; what is relative counts from here.
    static func expanded(_ path: String) -> String {
        let whole = path == "~" || path.hasPrefix("~/") ? home + path.dropFirst(1) : path
        return URL(fileURLWithPath: whole).standardizedFileURL.path
    }

    private static var home: String {
        ProcessInfo.processInfo.environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
            ?? NSHomeDirectory()
    }
}
