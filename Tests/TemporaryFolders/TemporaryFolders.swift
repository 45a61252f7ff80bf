public import Foundation
internal import Synchronization

/// Folders of tests whose clouds and servers live until the tests are over: they go when the process ends.
public enum TemporaryFolders {
    private static let made = Mutex<[URL]>([])

    /// A new one, whose name begins with this.
    public static func make(_ name: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "\(name)-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let isFirst = made.withLock { made in
            made.append(folder)
            return made.count == 1
        }
        if isFirst { atexit { TemporaryFolders.removeAll() } }
        return folder
    }

    private static func removeAll() {
        for folder in made.withLock({ $0 }) { try? FileManager.default.removeItem(at: folder) }
    }
}
