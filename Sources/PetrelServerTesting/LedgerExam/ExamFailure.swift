internal import PetrelLedger

/// A promise that was not kept, and how that showed.
public struct ExamFailure: Error, CustomStringConvertible, Sendable {
    public let description: String

    public init(_ description: String) {
        self.description = description
    }
}

/// Throws unless `isKept`.
func expect(_ isKept: Bool, _ promise: @autoclosure () -> String) throws(ExamFailure) {
    guard isKept else { throw ExamFailure(promise()) }
}

/// Throws unless both are the same.
func expect<Value: Equatable>(
    _ found: Value, is wanted: Value, _ promise: @autoclosure () -> String
) throws(ExamFailure) {
    guard found == wanted else {
        throw ExamFailure("\(promise()): found \(found), wanted \(wanted)")
    }
}

/// Throws unless `body` throws an error that `isExpected` knows.
func expect<Value>(
    refusal promise: @autoclosure () -> String, _ isExpected: (any Error) -> Bool,
    _ body: () async throws -> Value
) async throws {
    do {
        _ = try await body()
    } catch {
        guard isExpected(error) else { throw ExamFailure("\(promise()): wrong error: \(error)") }
        return
    }
    throw ExamFailure("\(promise()): nothing was thrown")
}

/// Throws unless `body` throws that error.
func expect<Value>(
    refusal promise: @autoclosure () -> String, is wanted: LedgerError,
    _ body: () async throws -> Value
) async throws {
    do {
        _ = try await body()
    } catch {
        return try expect(error as? LedgerError, is: wanted, promise())
    }
    throw ExamFailure("\(promise()): nothing was thrown")
}
