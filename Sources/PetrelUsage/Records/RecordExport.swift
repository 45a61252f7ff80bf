internal import PetrelCloud
internal import PetrelStates

/// Records as lines of a file.
enum RecordExport {
    static let columns = [
        "start", "end", "account", "domain", "project", "zone", "kind", "id", "name", "meter",
        "subject", "correction", "nanoseconds", "amount", "usage", "attributes",
    ]

    /// One object with the members of ``columns``; equal records give equal bytes.
    static func json(_ record: UsageRecord) -> JSONValue {
        var members: [String: JSONValue] = [
            "start": .string(record.window.start.text()), "end": .string(record.window.end.text()),
            "account": .string(record.terms.account), "kind": .string(record.resource.kind),
            "id": .string(record.resource.id), "meter": .string(record.meter.name),
            "nanoseconds": .integer(record.nanoseconds), "amount": .integer(record.amount),
            "usage": .string(record.rawUsage),
        ]
        members["domain"] = record.terms.domain.map(JSONValue.string)
        members["project"] = record.terms.project.map(JSONValue.string)
        members["zone"] = record.terms.zone.map(JSONValue.string)
        members["name"] = record.terms.name.map(JSONValue.string)
        if !record.subject.isEmpty { members["subject"] = .string(record.subject) }
        if record.isCorrection { members["correction"] = true }
        if !record.terms.attributes.isEmpty {
            members["attributes"] = .object(record.terms.attributes)
        }
        return .object(members)
    }

    static var csvHeader: String { columns.joined(separator: ",") }

    /// The same as values between commas (RFC 4180).
    static func csv(_ record: UsageRecord) -> String {
        let object = json(record)
        return columns.map { cell(object[$0]) }.joined(separator: ",")
    }

    static func cell(_ value: JSONValue?) -> String {
        switch value {
        case .string(let text): quoted(text)
        case .integer(let number): String(number)
        case .bool(let flag): flag ? "true" : "false"
        case let value?: quoted(value.description)
        case nil: ""
        }
    }

    /// A text that a spreadsheet might take for a formula gets a quote in front.
    static func quoted(_ text: String) -> String {
        let isFormula =
            ExactDecimal(text) == nil && text.first.map { "=+-@\t\r".contains($0) } ?? false
        let text = isFormula ? "'" + text : text
        guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
        var doubled = ""
        for letter in text { doubled += letter == "\"" ? "\"\"" : String(letter) }
        return "\"\(doubled)\""
    }
}
