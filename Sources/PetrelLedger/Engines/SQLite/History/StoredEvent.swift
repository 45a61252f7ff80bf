internal import Foundation
internal import GRDB
internal import PetrelCloud

/// A row of a partition as it lies there, before anybody believes it.
struct StoredEvent: Sendable {
    let sequence: Int64
    let hash: [UInt8]
    let content: Data
    /// Every column that must follow from the content, as the file has it.
    let columns: [LedgerValue]

    private static let selection =
        "sequence, hash, content, id, time, category, level, type, resource, account, domain_path, job"

    init(_ row: Row) throws {
        sequence = try row.integer(0)
        hash = Array(try row.blob(1))
        content = try row.blob(2)
        columns = row.databaseValues.dropFirst(3).map { LedgerValue($0) }
    }

    /// The events after `sequence`, at most so many, in order.
    static func after(_ sequence: Int64, limit: Int, _ db: Database) throws -> [StoredEvent] {
        var found: [StoredEvent] = []
        for partition in try Partition.all(db) where partition.last ?? .max > sequence {
            found += try Row.fetchAll(
                db,
                sql: """
                    SELECT \(selection) FROM \(partition.table) WHERE sequence > ?
                    ORDER BY sequence LIMIT ?
                    """, arguments: [sequence, limit - found.count]
            ).map(StoredEvent.init)
            if found.count >= limit { break }
        }
        return found
    }

    /// What is wrong with it, if it follows an event with that hash.
    func fault(after previous: [UInt8]?, expected: Int64) -> String? {
        guard sequence == expected else { return "event \(expected) is missing" }
        guard EventChain.hash(of: Array(content), after: previous) == hash else {
            return "its hash does not follow from its content and the event before"
        }
        guard let event = try? EventRow.event(content), event.sequence == sequence else {
            return "its content is not that of event \(sequence)"
        }
        guard EventRow.columns(of: event) == columns else {
            return "what lists show of it differs from its content"
        }
        return nil
    }
}
