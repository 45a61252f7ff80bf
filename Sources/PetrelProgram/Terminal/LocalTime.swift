internal import Foundation
internal import PetrelCloud

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A time as the reader's own clock shows it.
enum LocalTime {
    /// `2026-11-22 17:00:00`
    static func full(_ time: Timestamp) -> String {
        let local = parts(time)
        return pad(Int(local.tm_year) + 1900, 4) + "-" + pad(Int(local.tm_mon) + 1, 2) + "-"
            + pad(Int(local.tm_mday), 2) + " " + clock(local)
    }

    /// `17:00:00.123`
    static func short(_ time: Timestamp) -> String {
        let rest = time.nanoseconds % 1_000_000_000
        let milliseconds = Int((rest < 0 ? rest + 1_000_000_000 : rest) / 1_000_000)
        return clock(parts(time)) + "." + pad(milliseconds, 3)
    }

    private static func clock(_ local: tm) -> String {
        [local.tm_hour, local.tm_min, local.tm_sec].map { pad(Int($0), 2) }.joined(separator: ":")
    }

    private static func parts(_ time: Timestamp) -> tm {
        var seconds = time_t(time.nanoseconds / 1_000_000_000)
        var local = tm()
        localtime_r(&seconds, &local)
        return local
    }

    private static func pad(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
