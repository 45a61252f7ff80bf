internal import Glibc

/// Measures the libraries and prints a table; `scripts/bench` builds and runs it.
@main
struct Bench {
    static func main() {
        guard let options = Options(CommandLine.arguments.dropFirst()) else {
            complain(Options.usage)
            exit(2)
        }
        guard Allocations.areCounted() else {
            complain(
                "bench: allocations are not seen by the counter, so its zeros would mean nothing")
            exit(2)
        }
        let report = run(options)
        say(report.text)
        if !options.page.isEmpty { write(report.page, to: options.page) }
        exit(judge(report.rows))
    }

    private static func run(_ options: Options) -> Report {
        let load = Machine.load
        let stolen = Machine.stolen
        let start = now()
        var rows: [Row] = []
        for workload in workloads where workload.name.contains(options.only) {
            complain("measuring \(workload.name)")
            rows += workload.rows(patience: options.patience)
        }
        let disturbance = Disturbance(
            load: load, stolen: Machine.stolen - stolen, seconds: Double(now() - start) / 1e9)
        return Report(rows: rows, options: options, disturbance: disturbance)
    }

    /// Times are for people to read; a broken promise about allocations is a failure.
    private static func judge(_ rows: [Row]) -> Int32 {
        let broken = rows.filter(\.allocates)
        for row in broken {
            complain(
                "bench: \(row.work): \(decimal(row.allocations ?? 0, 3)) allocations for each event, promised are none"
            )
        }
        return broken.isEmpty ? 0 : 1
    }
}
