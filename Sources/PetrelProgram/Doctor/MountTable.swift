internal import Foundation

/// What file systems this machine has where.
enum MountTable {
    /// The type of the file system that holds the path, as `ext4`; `nil` where nobody can say.
    static func fileSystem(of path: String) -> String? {
        var best: (point: String, type: String)?
        for line in SystemFile.text(of: "/proc/self/mounts").split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count > 2 else { continue }
            let point = unescaped(String(words[1]))
            // The last line wins among equals: it was mounted over the others.
            if holds(path, point), point.count >= best?.point.count ?? 0 {
                best = (point, String(words[2]))
            }
        }
        return best?.type
    }

    private static func holds(_ path: String, _ point: String) -> Bool {
        point == "/" || path == point || path.hasPrefix(point + "/")
    }

    /// Blanks stand there as octal numbers.
    private static func unescaped(_ text: String) -> String {
        text.replacingOccurrences(of: "\\040", with: " ")
    }
}
