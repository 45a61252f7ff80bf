internal import Foundation
internal import PetrelCloud
internal import PetrelLedger

/// The ledger: free, durable, readable, unchanged.
struct LedgerCheck {
    let folder: DataFolder
    let server: RunningServer
    let isQuick: Bool

    func findings() async -> [Finding] {
        guard FileManager.default.fileExists(atPath: folder.ledger) else {
            return [.good("ledger", "there is none yet; the first start makes it")]
        }
        if FileManager.default.fileExists(atPath: FirstStart.mark(folder)) {
            return [
                .notice(
                    "ledger", "the first start did not come to its end",
                    "nothing to do: the next start makes everything anew")
            ]
        }
        do {
            let ledger = try SQLiteLedger(path: folder.ledger)
            let findings = await findings(in: ledger)
            await ledger.close()
            return findings
        } catch LedgerError.inUse(_, let owner) {
            return [inUse(by: owner)]
        } catch {
            return [.wrong("ledger", "\(error)", "petrel ledger verify says more")]
        }
    }

    /// Opening it has shown that it is of a known format and that every commit is synced.
    private func findings(in ledger: SQLiteLedger) async -> [Finding] {
        var findings: [Finding] = []
        do {
            let first = try await ledger.firstSequence
            let last = try await ledger.lastSequence
            findings.append(
                .good("ledger", "\(last - first + 1) events; every commit is synced to the disk"))
            findings.append(try await clock(ledger))
            if !isQuick { findings.append(try await chain(ledger)) }
        } catch {
            findings.append(.wrong("ledger", "\(error)", "restore a backup"))
        }
        return findings
    }

    private func chain(_ ledger: SQLiteLedger) async throws -> Finding {
        let bar = ProgressBar("verifying")
        defer { bar.clear() }
        let found = try await ledger.verify { bar.show($0.done, of: $0.total) }
        guard let fault = found.fault else {
            return .good("chain", "intact up to event \(found.checkpoint.sequence)")
        }
        return .wrong(
            "chain", "event \(fault.sequence): \(fault.reason)",
            "keep a copy of the folder and restore a backup: somebody or something changed the file"
        )
    }

    private func clock(_ ledger: SQLiteLedger) async throws -> Finding {
        let newest = try await ledger.events(EventQuery.newest).elements.first?.time
        guard let newest, newest > Timestamp.now.advanced(by: .seconds(5)) else {
            return .good("clock", LocalTime.full(.now))
        }
        return .wrong(
            "clock",
            "it says \(LocalTime.full(.now)), yet the last event is of "
                + LocalTime.full(newest), "set the clock; it ran ahead before or runs behind now")
    }

    private func inUse(by owner: String) -> Finding {
        guard let pid = server.pid, owner.hasSuffix(" \(pid)") else {
            return .notice(
                "ledger", "it is in use by \(owner), which is no server of this folder",
                "wait until it ends")
        }
        return .good("ledger", "the running server has it (process \(pid))")
    }
}

extension EventQuery {
    /// The last event of all.
    fileprivate static var newest: EventQuery {
        var query = EventQuery()
        query.limit = 1
        query.includesArchived = true
        return query
    }
}
