internal import Glibc

/// How many files and sockets this process may have open.
enum OpenFiles {
    /// What the server keeps for itself.
    static let reserve = 256

    /// Takes as many as the system lets it have, and says how many connections that makes.
    static func connections() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return 768
        }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        _ = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return max(16, Int(clamping: limit.rlim_cur) - reserve)
    }
}
