internal import PetrelCloud

extension APIField.Kind {
    /// The value in this type; `nil` when it cannot be.
    func fitted(_ value: JSONValue) -> JSONValue? {
        switch self {
        case .string: Self.text(value).map { .string($0) }
        case .date: Self.date(value)
        case .integer: Self.whole(value).flatMap { Int32(exactly: $0) }.map { .integer(Int64($0)) }
        case .long: Self.whole(value).map { .integer($0) }
        case .double: Self.decimal(value).map { .number($0) }
        case .boolean: Self.truth(value)
        case .list: Self.texts(value)
        case .map: Self.map(value)
        case .object: value.object.map { Self.withoutNulls(.object($0)) }
        }
    }

    private static func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .integer(let integer): String(integer)
        case .number(let number): number.description
        case .bool(let bool): bool ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    /// Any way to write an instant becomes the API's.
    private static func date(_ value: JSONValue) -> JSONValue? {
        guard let text = value.string else { return nil }
        // Nearly all of them are written so already.
        let isAPIs = text.utf8.count == 24 && text.hasSuffix("+0000")
        if isAPIs, Timestamp(text, form: .api) != nil { return value }
        return APIParameter.date(text).map { .date($0) }
    }

    private static func whole(_ value: JSONValue) -> Int64? {
        switch value {
        case .integer(let integer): integer
        case .number(let number): Int64(exactly: number)
        case .string(let text): Int64(text)
        case .null, .bool, .array, .object: nil
        }
    }

    private static func decimal(_ value: JSONValue) -> Double? {
        switch value {
        case .integer(let integer): Double(integer)
        case .number(let number): number.isFinite ? number : nil
        case .string(let text): Double(text).flatMap { $0.isFinite ? $0 : nil }
        case .null, .bool, .array, .object: nil
        }
    }

    private static func truth(_ value: JSONValue) -> JSONValue? {
        switch value {
        case .bool: value
        case .string(let text): APIParameter.boolean(text).map { .bool($0) }
        case .null, .integer, .number, .array, .object: nil
        }
    }

    private static func texts(_ value: JSONValue) -> JSONValue? {
        value.array.map { .array($0.compactMap(text).map { .string($0) }) }
    }

    private static func map(_ value: JSONValue) -> JSONValue? {
        value.object.map { .object($0.compactMapValues(text).mapValues { .string($0) }) }
    }

    /// What is absent is left out, at every depth.
    private static func withoutNulls(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            .object(members.filter { $0.value != .null }.mapValues(withoutNulls))
        case .array(let elements): .array(elements.map(withoutNulls))
        case .null, .bool, .integer, .number, .string: value
        }
    }
}
