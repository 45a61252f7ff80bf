internal import Foundation
internal import GRDB
internal import PetrelCloud

extension SQLiteLedger {
    /// Takes events from lines as ``export(to:progress:)`` gives them, and says how many.
    ///
    /// They must go on where this ledger ends; an empty one may begin anywhere. Every hash that a line has must be the
    /// one its event really has. A line that is not so stops the import with an error that names it; what came before
    /// it, to the thousand, stays. Resources are not part of an export and are not made.
    @discardableResult
    public func importEvents<Lines: AsyncSequence>(
        from lines: Lines, progress: @Sendable (LedgerProgress) -> Void = { _ in }
    ) async throws -> Int64 where Lines.Element == [UInt8] {
        var batch: [ImportedLine] = []
        var number: Int64 = 0
        var count: Int64 = 0
        for try await line in lines {
            number += 1
            guard !line.isEmpty else { continue }
            batch.append(try ImportedLine(line, number: number))
            guard batch.count == Self.stride else { continue }
            count += try await add(batch)
            batch = []
            progress(LedgerProgress(done: count, total: nil))
        }
        count += try await add(batch)
        progress(LedgerProgress(done: count, total: count))
        return count
    }

    private func add(_ lines: [ImportedLine]) async throws -> Int64 {
        guard let first = lines.first else { return 0 }
        try await work { writer in
            try writer.beginHistory(with: first)
            for line in lines { try writer.add(line) }
        }
        if let sequence = first.event.sequence, sequence > 1, tail.bounds.first == 1 {
            let kept = try await reading { db in try Partition.all(db).first?.first }
            tail.dropped(before: kept ?? sequence)
        }
        return Int64(lines.count)
    }
}

/// An event that was exported, and where in the file it stands.
struct ImportedLine: Sendable {
    let number: Int64
    let event: CloudEvent
    let seal: EventSeal?

    /// Far beyond any real one, and far from where counting on would overflow.
    private static let lastSequence: Int64 = 1_000_000_000_000_000_000

    init(_ bytes: [UInt8], number: Int64) throws {
        self.number = number
        let reader = JSONReader(maximumBytes: 1 << 30, maximumDepth: JSONReader.deepest)
        do {
            (event, seal) = try CloudEvent.reading(cloudEvents: bytes, reader: reader)
        } catch {
            throw LedgerError.invalid("line \(number): \(error)")
        }
        guard event.sequence ?? 1 <= Self.lastSequence else {
            throw LedgerError.invalid("line \(number): no ledger has that many events")
        }
    }
}

extension LedgerWriter {
    /// An empty ledger begins where the export begins, also when that one had dropped its oldest events.
    fileprivate func beginHistory(with line: ImportedLine) throws {
        guard head.sequence == 0, let sequence = line.event.sequence, sequence > 1,
            let empty = head.partition
        else { return }
        try db.execute(sql: "DROP TABLE \(empty.table)")
        try db.execute(sql: "DELETE FROM partitions")
        let previous = line.seal?.previousHash.flatMap(EventChain.bytes)
        head = LedgerHead(sequence: sequence - 1, hash: previous, partition: nil)
        try beginPartitionIfNeeded(now: .now)
    }

    fileprivate func add(_ line: ImportedLine) throws {
        guard line.event.sequence == head.sequence + 1 else {
            throw LedgerError.invalid(
                "line \(line.number): event \(line.event.sequence ?? 0) does not follow event "
                    + "\(head.sequence)")
        }
        try append(line.event)
        let hash = head.hash.map { EventChain.hexadecimal($0) }
        guard line.seal == nil || line.seal?.hash == hash else {
            throw LedgerError.invalid(
                "line \(line.number): event \(head.sequence) is not the one its hash was taken of")
        }
    }
}
