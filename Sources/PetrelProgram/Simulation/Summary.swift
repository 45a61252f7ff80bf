internal import PetrelCloud

/// What a simulation did, for people and for programs.
struct Summary: Sendable {
    let seconds: Double
    let byCommand: [String: Tally.Times]
    let failures: [String: Int]

    private var count: Int { byCommand.values.reduce(0) { $0 + $1.count } }
    private var failed: Int { failures.values.reduce(0, +) }

    func lines(width: Int?) -> [String] {
        let paint = Paint.of(.output)
        let rate = Self.text(Double(count) / max(seconds, 0.001))
        var lines = [
            paint("\(count) operations in \(Self.text(seconds)) s, \(rate) a second", .bold)
                + ", \(failed) failed", "",
        ]
        lines += table.lines(width: width, paint: paint)
        if !failures.isEmpty { lines += [""] + failureTable.lines(width: width, paint: paint) }
        return lines
    }

    private var table: Table {
        var table = Table([
            .init(title: "operation"), .init(title: "count"), .init(title: "answer p50 ms"),
            .init(title: "p99"), .init(title: "done p50 ms"), .init(title: "p99"),
        ])
        let all = Tally.Times(
            count: count, answered: byCommand.values.flatMap(\.answered),
            finished: byCommand.values.flatMap(\.finished))
        for (command, times) in byCommand.sorted(by: { $0.key < $1.key }) + [("all", all)] {
            table.add([
                command, "\(times.count)", Self.text(Self.quantile(0.5, times.answered)),
                Self.text(Self.quantile(0.99, times.answered)),
                Self.text(Self.quantile(0.5, times.finished)),
                Self.text(Self.quantile(0.99, times.finished)),
            ])
        }
        return table
    }

    private var failureTable: Table {
        var table = Table([.init(title: "times"), .init(title: "failure", isFlexible: true)])
        for (reason, count) in failures.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            table.add(["\(count)", reason])
        }
        return table
    }

    var json: JSONValue {
        let commands = byCommand.mapValues { times -> JSONValue in
            [
                "count": .integer(Int64(times.count)),
                "answeredP50Milliseconds": Self.number(0.5, times.answered),
                "answeredP99Milliseconds": Self.number(0.99, times.answered),
                "finishedP50Milliseconds": Self.number(0.5, times.finished),
                "finishedP99Milliseconds": Self.number(0.99, times.finished),
            ]
        }
        return [
            "operations": .integer(Int64(count)), "seconds": .number(seconds),
            "operationsPerSecond": .number(Double(count) / max(seconds, 0.001)),
            "failed": .integer(Int64(failed)), "commands": .object(commands),
            "failures": .object(failures.mapValues { .integer(Int64($0)) }),
        ]
    }

    private static func number(_ share: Double, _ times: [Double]) -> JSONValue {
        quantile(share, times).map { .number($0) } ?? .null
    }

    /// The value that so large a share of all stays at or below.
    static func quantile(_ share: Double, _ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let rank = Int((share * Double(values.count)).rounded(.up)) - 1
        return values.sorted()[min(max(0, rank), values.count - 1)]
    }

    /// To one digit after the point.
    private static func text(_ number: Double?) -> String {
        guard let number else { return "-" }
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
