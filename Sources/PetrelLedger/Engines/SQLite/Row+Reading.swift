internal import Foundation
internal import GRDB

/// GRDB's own subscripts end the program when a column holds something else.
extension Row: ColumnReading {
    func isEmpty(_ column: Int) -> Bool {
        if case .null = storage(column) { true } else { false }
    }

    func integer(_ column: Int) throws -> Int64 {
        guard case .int64(let value) = storage(column) else { throw damage(column) }
        return value
    }

    func text(_ column: Int) throws -> String {
        guard case .string(let value) = storage(column) else { throw damage(column) }
        return value
    }

    func blob(_ column: Int) throws -> Data {
        guard case .blob(let value) = storage(column) else { throw damage(column) }
        return value
    }

    func optionalBlob(_ column: Int) throws -> Data? {
        isEmpty(column) ? nil : try blob(column)
    }

    private func storage(_ column: Int) -> DatabaseValue.Storage {
        (self[column] as DatabaseValue).storage
    }

    private func damage(_ column: Int) -> DatabaseError {
        DamagedColumn.error(Array(columnNames)[column])
    }
}
