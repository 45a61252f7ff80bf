internal import Glibc

/// Where the numbers come from.
enum Machine {
    static var processor: String {
        let line = lines(of: "/proc/cpuinfo").first { $0.hasPrefix("model name") }
        guard let name = line?.split(separator: ":").last else { return "unknown" }
        return String(name.drop { $0 == " " })
    }

    static var cores: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }

    static var kernel: String {
        lines(of: "/proc/sys/kernel/osrelease").first ?? "unknown"
    }

    static var system: String {
        let name = lines(of: "/etc/os-release").first { $0.hasPrefix("PRETTY_NAME=") }
        return name.map { $0.dropFirst(12).filter { $0 != "\"" } } ?? "unknown"
    }

    /// Programs that wanted a processor during the last minute, on average.
    static var load: Double {
        let first = lines(of: "/proc/loadavg").first?.split(separator: " ").first
        return first.flatMap { Double($0) } ?? .nan
    }

    /// Processor time, in seconds since the machine started, that its host gave to others.
    static var stolen: Double {
        let fields = lines(of: "/proc/stat").first?.split(separator: " ") ?? []
        guard fields.count > 8, let ticks = Double(fields[8]) else { return 0 }
        return ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    private static func lines(of path: String) -> [String] {
        read(path).split(separator: "\n").map(String.init)
    }
}
