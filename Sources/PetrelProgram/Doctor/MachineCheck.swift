internal import Foundation
internal import PetrelCloud

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// What the system allows a server.
struct MachineCheck {
    func findings() -> [Finding] { [openFiles, year].compactMap { $0 } }

    private var openFiles: Finding? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return nil
        }
        let count = limit.rlim_cur
        guard count < 4_096 else { return .good("open files", "up to \(count)") }
        return .notice(
            "open files", "at most \(count), and each connection takes one",
            "ulimit -n 65536 before the start, or LimitNOFILE= in its unit")
    }

    private var year: Finding? {
        guard Timestamp.now < Timestamp("2025-01-01T00:00:00Z") ?? .now else { return nil }
        return .wrong(
            "clock", "it says \(LocalTime.full(.now))",
            "set it: events are ordered and keys expire by it")
    }
}
