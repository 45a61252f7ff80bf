internal import Foundation

/// `stream-bench [STREAMS]`: events of one server to many clients that listen, who live in a process of their own.
/// `stream-bench client PORT AUTHORIZATION`: that process; what it does it is told line by line.
@main
struct StreamBench {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == "client", arguments.count == 3, let port = Int(arguments[1]) {
            OpenFiles.raise()
            return try Listeners(port: port, authorization: arguments[2]).obey()
        }
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "stream-bench-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let streams = arguments.first.flatMap { Int($0) } ?? 10_000
        try await Streams(folder: folder, most: streams).run()
    }
}

/// Nanoseconds of a clock that all processes of this machine share.
func monotonicNanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

enum OpenFiles {
    /// As many as the system lets this process have.
    static func raise() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
