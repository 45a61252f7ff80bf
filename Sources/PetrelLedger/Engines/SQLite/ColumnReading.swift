internal import GRDB
internal import PetrelCloud

/// A row whose columns are read as what they must be. A damaged page can give anything; then these throw.
protocol ColumnReading {
    func isEmpty(_ column: Int) -> Bool
    func integer(_ column: Int) throws -> Int64
    func text(_ column: Int) throws -> String
}

extension ColumnReading {
    func time(_ column: Int) throws -> Timestamp {
        Timestamp(nanoseconds: try integer(column))
    }

    func optionalInteger(_ column: Int) throws -> Int64? {
        isEmpty(column) ? nil : try integer(column)
    }

    func optionalText(_ column: Int) throws -> String? {
        isEmpty(column) ? nil : try text(column)
    }

    func optionalTime(_ column: Int) throws -> Timestamp? {
        isEmpty(column) ? nil : try time(column)
    }
}

/// A column that does not hold what was written into it.
enum DamagedColumn {
    static func error(_ name: String) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: "column \(name) holds something else")
    }
}
