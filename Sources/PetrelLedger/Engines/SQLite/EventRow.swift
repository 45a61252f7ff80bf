internal import GRDB
internal import PetrelCloud
internal import PetrelStates

/// An event as it stands in a partition: its canonical bytes, and beside them the columns that lists are asked by.
enum EventRow {
    static func insertion(into table: String) -> String {
        """
        INSERT INTO \(table) (sequence, id, time, category, level, hidden, type, resource, account,
            domain_path, job, hash, content)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    }

    static func values(of event: CloudEvent, content: [UInt8], hash: [UInt8]) -> [LedgerValue] {
        [
            .integer(event.sequence ?? 0), .blob(event.id.bytes),
            .integer(event.time.nanoseconds), .integer(event.category.number),
            .integer(event.level.number), .integer(EventVisibility.listed.rawValue),
            .text(event.type.name), .text(event.resource?.id), .text(event.owner?.account),
            .text(event.domainPath), .text(event.cause?.job), .blob(hash), .blob(content),
        ]
    }

    /// The columns from `id` to `job` without `hidden`: all that follow from the content.
    static func columns(of event: CloudEvent) -> [LedgerValue] {
        [
            .blob(event.id.bytes), .integer(event.time.nanoseconds),
            .integer(event.category.number), .integer(event.level.number),
            .text(event.type.name), .text(event.resource?.id), .text(event.owner?.account),
            .text(event.domainPath), .text(event.cause?.job),
        ]
    }

    static func event(_ content: some Collection<UInt8>) throws -> CloudEvent {
        let reader = JSONReader(maximumBytes: 1 << 30, maximumDepth: JSONReader.deepest)
        do {
            return try CloudEvent(canonicalBytes: content, reader: reader)
        } catch {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "an event cannot be read: \(error)")
        }
    }
}

extension EventCategory {
    /// The number that stands for the category in the file. Never changes.
    var number: Int64 {
        switch self {
        case .action: 1
        case .resourceState: 2
        case .alert: 3
        case .usage: 4
        case .asyncJob: 5
        }
    }
}

extension CloudEvent.Level {
    /// The number that stands for the level in the file. Never changes.
    var number: Int64 {
        switch self {
        case .info: 1
        case .warning: 2
        case .error: 3
        }
    }
}
