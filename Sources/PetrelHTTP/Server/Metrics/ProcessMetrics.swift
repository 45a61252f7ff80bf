internal import Glibc

/// What the process takes from the machine.
enum ProcessMetrics {
    private static let start = Double(time(nil))

    /// To be called at the server's start, so that its time is known.
    static func begin() { _ = start }

    static func write(to text: inout PrometheusText) {
        text.single(
            "process_start_time_seconds", .gauge, "When the server began, since 1970.", start)
        var usage = rusage()
        // RUSAGE_SELF is 0, under a type that getrusage does not take here.
        if getrusage(0, &usage) == 0 {
            let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            let rest = Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1_000_000
            text.single(
                "process_cpu_seconds_total", .counter, "Processor time used.", seconds + rest)
        }
        if let pages = residentPages() {
            text.single(
                "process_resident_memory_bytes", .gauge, "Memory in use.",
                pages * sysconf(Int32(_SC_PAGESIZE)))
        }
    }

    /// The second number of `/proc/self/statm`.
    private static func residentPages() -> Int? {
        guard let file = fopen("/proc/self/statm", "r") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, 128, file) != nil else { return nil }
        let text = String(
            decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }
}
