internal import BenchReport
internal import CNotifyBench
internal import Foundation
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelServerTesting

/// A thousand receivers, first with some that are dead or slow, then without: deliveries a second beside the loop in C,
/// and from the commit to the receiver at half of that load.
struct Delivering {
    let count: Int
    private static let turns = 3
    /// Receivers of each tenant.
    private static let each = Fleet.receivers / Fleet.accounts

    func run() async throws {
        OpenFiles.raise()
        let sink = try await SinkProcess()
        let rate = try await withFleet(sink, hasSick: true) { fleet in
            let rate = try await throughput(sink, fleet)
            try await latency(sink, fleet, rate / 2, "1 % dead and 1 % slow")
            return rate
        }
        try await withFleet(sink, hasSick: false) { fleet in
            // The same history: what is remembered of attempts makes it longer to write further ones down.
            let first = Fleet.accounts
            try await send(first..<first + count / Self.each, sink, fleet) { _ in Self.each }
            try await latency(sink, fleet, rate / 2, "all well")
        }
    }

    private func withFleet<Result: Sendable>(
        _ sink: SinkProcess, hasSick: Bool, _ body: (Fleet) async throws -> Result
    ) async throws -> Result {
        let fleet = try await Fleet(port: sink.port)
        let host = fleet.host()
        try await host.prepare()
        let work = Task { try await host.run() }
        defer { work.cancel() }
        for number in 0..<Fleet.receivers {
            try await Fleet.subscribe(
                host, number % Fleet.accounts, sink.address(number, kind(number, hasSick)))
        }
        sink.forget()
        // The first event of each makes its connection.
        _ = try await fleet.stage.ledger.commit(Commit(events: Fleet.events(0..<Fleet.accounts)))
        let well = hasSick ? Fleet.healthy : Fleet.receivers
        try await sink.hasTaken(well, within: .seconds(60))
        let result = try await body(fleet)
        work.cancel()
        _ = await work.result
        return result
    }

    private func kind(_ number: Int, _ hasSick: Bool) -> SinkProcess.Receiver {
        guard hasSick, number >= Fleet.healthy else { return .healthy }
        return number < Fleet.healthy + 10 ? .dead : .slow
    }

    /// How many of a tenant's receivers are well.
    private func well(_ event: Int) -> Int {
        event % Fleet.accounts < Fleet.accounts - 20 ? Self.each : Self.each - 1
    }

    private func throughput(_ sink: SinkProcess, _ fleet: Fleet) async throws -> Double {
        // In turns, since whatever else the machine does disturbs one as likely as the other.
        var (bare, ours) = ([Pace](), [Pace]())
        let events = count / Self.each / Self.turns
        var first = Fleet.accounts
        for _ in 0..<Self.turns {
            var best = Pace(perSecond: 0, processor: .zero)
            for concurrency in [32, 512] {
                let pace = await BareLoop.pace(sink, count / Self.turns, concurrency)
                if pace.perSecond > best.perSecond { best = pace }
            }
            bare.append(best)
            let range = first..<first + events
            ours.append(try await send(range, sink, fleet, well))
            first = range.upperBound
        }
        report("libcurl's loop in C, 980 receivers", bare.middle.perSecond, "deliveries/s")
        report("webhooks, 1,000 receivers", ours.middle.perSecond, "deliveries/s")
        report(
            "webhooks, of the limit", ours.middle.perSecond / bare.middle.perSecond * 100, "%")
        report("processor time, loop in C", bare.middle.processor.microseconds, "us/delivery")
        report("processor time, webhooks", ours.middle.processor.microseconds, "us/delivery")
        return ours.middle.perSecond
    }

    /// Commits all at once, and waits until they have arrived.
    @discardableResult
    private func send(
        _ range: Range<Int>, _ sink: SinkProcess, _ fleet: Fleet, _ receivers: (Int) -> Int
    ) async throws -> Pace {
        sink.forget()
        let expected = range.reduce(0) { $0 + receivers($1) }
        return try await Pace.of(expected) {
            for chunk in stride(from: range.lowerBound, to: range.upperBound, by: 500) {
                let some = chunk..<min(chunk + 500, range.upperBound)
                _ = try await fleet.stage.ledger.commit(Commit(events: Fleet.events(some)))
            }
            try await sink.hasTaken(expected)
        }
    }

    /// Several times, of which the one in the middle counts: a disk that stops for a moment disturbs one of them.
    private func latency(
        _ sink: SinkProcess, _ fleet: Fleet, _ deliveries: Double, _ name: String
    ) async throws {
        var turns: [(median: Double, late: Double)] = []
        for _ in 0..<Self.turns {
            let times = try await times(sink, fleet, deliveries)
            turns.append(
                (
                    times.percentile(0.5).microseconds / 1_000,
                    times.percentile(0.99).microseconds / 1_000
                ))
        }
        report("pace of the commits, \(name)", deliveries, "deliveries/s")
        report(
            "commit to receiver, \(name), median", turns.map(\.median).sorted()[Self.turns / 2],
            "ms")
        report("commit to receiver, \(name), p99", turns.map(\.late).sorted()[Self.turns / 2], "ms")
    }

    /// Commits at a steady pace, whether or not what came before has arrived.
    private func times(
        _ sink: SinkProcess, _ fleet: Fleet, _ deliveries: Double
    ) async throws -> Times {
        let perSecond = deliveries / Double(Self.each)
        let (seconds, tick) = (8.0, 0.005)
        sink.forget()
        var committed: [Int64: Int64] = [:]
        var (done, expected) = (0, 0)
        let begin = ContinuousClock.now
        for round in 1...Int(seconds / tick) {
            let goal = Int(perSecond * tick * Double(round))
            if goal > done {
                let events = try await fleet.stage.ledger.commit(
                    Commit(events: Fleet.events(done..<goal))
                ).events
                let now = monotonicNanoseconds()
                for event in events { committed[event.sequence ?? 0] = now }
                expected += (done..<goal).reduce(0) { $0 + well($1) }
                done = goal
            }
            try await Task.sleep(
                until: begin + .seconds(tick * Double(round)), clock: .continuous)
        }
        try await sink.hasTaken(expected, within: .seconds(60))
        var times = Times()
        for arrival in sink.arrivals {
            guard arrival.isHealthy != 0, let time = committed[arrival.cursor] else { continue }
            times.add(.nanoseconds(max(0, arrival.nanoseconds - time)))
        }
        return times
    }
}

/// Nanoseconds of a clock that all processes of this machine share.
func monotonicNanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
