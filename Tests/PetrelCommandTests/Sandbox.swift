import Foundation

/// A folder of its own for one test, and an environment in which nobody has configured anything.
final class Sandbox: Sendable {
    let folder: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "petrel-\(UUID())")
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        folder = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { folder + "/" + name }

    /// Where a server keeps its things unless a test says otherwise.
    var data: String { path("data") }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
        return path(name)
    }

    func read(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return attributes[.posixPermissions] as? Int ?? 0
    }

    func environment(_ more: [String: String] = [:]) -> [String: String] {
        let kept = ["PATH", "LD_LIBRARY_PATH", "TZ"]
        var environment = ProcessInfo.processInfo.environment.filter { kept.contains($0.key) }
        environment["HOME"] = folder
        environment["PETREL_DATA_DIR"] = data
        environment["SWIFT_BACKTRACE"] = "enable=no"
        return environment.merging(more) { _, last in last }
    }
}
