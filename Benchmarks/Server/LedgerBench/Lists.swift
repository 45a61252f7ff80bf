internal import BenchReport
internal import Foundation
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelServerTesting

/// The questions that people ask of a long history, each timed against a file with many events.
struct Lists {
    let folder: String
    let events: Int

    func run() async throws {
        let ledger = try SQLiteLedger(path: folder + "/lists.db")
        try await fill(ledger)
        var first = Duration.zero
        for (name, query) in questions {
            let name = "list: " + name
            first = max(first, try await time(name) { _ = try await ledger.events(query) })
            let counted = try await time(name + ", counted") { _ = try await ledger.count(query) }
            first = max(first, counted)
        }
        report("list: slowest when first asked", first.microseconds / 1_000, "ms")
        report("list: resident memory", residentMebibytes(), "MiB")
        await ledger.close()
    }

    private func fill(_ ledger: SQLiteLedger) async throws {
        let begin = ContinuousClock.now
        let first = Int(try await ledger.lastSequence)
        guard first < events else { return }
        for batch in stride(from: first, to: events, by: 1_000) {
            let list = (batch..<batch + 1_000).map(event)
            _ = try await ledger.commit(Commit(events: list))
        }
        let took = (ContinuousClock.now - begin).seconds
        report("filled", Double(events - first) / took, "events/s")
    }

    /// A thousand accounts in a hundred domains; an alert in a thousand events.
    private func event(_ number: Int) -> CloudEvent {
        let account = number % 1_000
        let time = Timestamp(seconds: 1_700_000_000 + Int64(number))
        guard number % 1_000 != 7 else {
            return CloudEvent.alert("ALERT.CPU", subject: "busy", body: "busy", time: time)
        }
        let machine = SampleMachine(
            "00000000-0000-4000-8000-\(String(100_000_000_000 + number % 100_000))",
            account: "account-\(account)", domainPath: "/customer-\(account % 100)/")
        let type: EventType = number % 50 == 3 ? "VM.DESTROY" : "VM.START"
        return machine.action(type, time: time)
    }

    private var questions: [(String, EventQuery)] {
        func query(_ change: (inout EventQuery) -> Void) -> EventQuery {
            var query = EventQuery()
            query.limit = 500
            change(&query)
            return query
        }
        let middle = Int64(1_700_000_000 + events / 2)
        return [
            ("everything", query { _ in }),
            ("an account", query { $0.account = "account-17" }),
            (
                "a domain with those beneath",
                query {
                    ($0.domainPath, $0.includesSubdomains) = ("/customer-3/", true)
                }
            ),
            (
                "the root domain with those beneath",
                query {
                    ($0.domainPath, $0.includesSubdomains) = ("/", true)
                }
            ),
            ("alerts", query { $0.categories = [.alert] }),
            ("warnings and errors", query { $0.levels = [.warning, .error] }),
            ("a type", query { $0.types = ["VM.DESTROY"] }),
            (
                "a type of an account",
                query {
                    ($0.account, $0.types) = ("account-3", ["VM.DESTROY"])
                }
            ),
            ("a resource", query { $0.resource = "00000000-0000-4000-8000-100000000042" }),
            (
                "an hour in the middle",
                query {
                    ($0.from, $0.to) = (
                        Timestamp(seconds: middle), Timestamp(seconds: middle + 3_600)
                    )
                }
            ),
            (
                "an account in that hour",
                query {
                    ($0.from, $0.to) = (
                        Timestamp(seconds: middle), Timestamp(seconds: middle + 3_600)
                    )
                    $0.account = "account-17"
                }
            ),
            ("nobody's account", query { $0.account = "nobody" }),
            ("a page far back", query { $0.after = PageKey(text: "e\(events / 10)") }),
        ]
    }

    /// Gives how long the first time took, before anything was remembered.
    private func time(
        _ name: String, _ ask: () async throws -> Void
    ) async throws -> Duration {
        let start = ContinuousClock.now
        try await ask()
        let first = ContinuousClock.now - start
        if first > .milliseconds(20) {
            report(name + ", when first asked", first.microseconds / 1_000, "ms")
        }
        var times = Times()
        for _ in 0..<7 {
            let begin = ContinuousClock.now
            try await ask()
            times.add(ContinuousClock.now - begin)
        }
        report(name, times.percentile(0.5).microseconds / 1_000, "ms")
        return first
    }
}
