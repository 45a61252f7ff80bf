internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Who listens on a port of this machine, as far as this user may know.
enum SocketOwner {
    static func ofPort(_ port: Int) -> String? {
        let sockets = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap { listening($0, port) }
        guard !sockets.isEmpty else { return nil }
        for pid in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        where pid.allSatisfy(\.isNumber) {
            if holds(pid, sockets) { return "\(name(pid)) (process \(pid))" }
        }
        return nil
    }

    /// The inodes of the sockets in state LISTEN, as /proc/net lists them.
    private static func listening(_ table: String, _ port: Int) -> [String] {
        SystemFile.text(of: table).split(separator: "\n").dropFirst().compactMap { line in
            let words = line.split(separator: " ")
            guard words.count > 9, words[3] == "0A",
                let number = words[1].split(separator: ":").last.flatMap({ Int($0, radix: 16) }),
                number == port
            else { return nil }
            return "socket:[\(words[9])]"
        }
    }

    private static func holds(_ pid: String, _ sockets: [String]) -> Bool {
        let folder = "/proc/\(pid)/fd"
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.contains { file in
            target(of: "\(folder)/\(file)").map { sockets.contains($0) } ?? false
        }
    }

    /// `FileManager` refuses links whose target is no path, as those of sockets.
    private static func target(of link: String) -> String? {
        var bytes = [CChar](repeating: 0, count: 256)
        let count = readlink(link, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func name(_ pid: String) -> String {
        SystemFile.text(of: "/proc/\(pid)/comm").split(separator: "\n").first.map(String.init)
            ?? "a program"
    }
}
