internal import PetrelCloud
internal import PetrelPlugin

/// The parameters of a request under `/v1`, read by type. What cannot be read is refused by name.
struct V1Parameters: Sendable {
    /// Names that say who sends a request, and those that generic clients add.
    static let neutral: Set<String> = [
        "apikey", "signature", "signatureversion", "expires", "sessionkey", "response", "_",
    ]

    let fields: QueryParameters

    /// Names have to be among `known`: a filter misspelled would show everything.
    init(_ fields: QueryParameters, known: [String]) throws(V1Refusal) {
        self.fields = fields
        for field in fields.fields {
            let name = field.lowercasedName
            guard !Self.neutral.contains(name), !known.contains(name) else { continue }
            throw .parameter(
                field.name, field.value,
                remedy: "this address knows \(known.sorted().joined(separator: ", "))")
        }
    }

    /// A text; an empty one counts as absent.
    func text(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// The parts between commas; `nil` when there are none.
    func list(_ name: String) -> [String]? {
        let parts = text(name).map(APIParameter.list) ?? []
        return parts.isEmpty ? nil : parts
    }

    /// Words of a set, in any case of letters.
    func words<Word: CaseIterable & RawRepresentable<String> & Hashable>(
        _ name: String, of type: Word.Type, spelled: (Word) -> [String] = { [$0.rawValue] }
    ) throws(V1Refusal) -> Set<Word>? {
        guard let list = list(name) else { return nil }
        var words: Set<Word> = []
        for text in list {
            let found = type.allCases.first { word in
                spelled(word).contains { $0.lowercased() == text.lowercased() }
            }
            guard let found else {
                let known = type.allCases.map(\.rawValue).joined(separator: ", ")
                throw .parameter(name, text, remedy: "use one of \(known), or several with commas")
            }
            words.insert(found)
        }
        return words
    }

    func flag(_ name: String) throws(V1Refusal) -> Bool? {
        guard let text = text(name) else { return nil }
        guard let flag = APIParameter.boolean(text) else {
            throw .parameter(name, text, remedy: "use true or false")
        }
        return flag
    }

    func integer(_ name: String, _ range: ClosedRange<Int64>) throws(V1Refusal) -> Int64? {
        guard let text = text(name) else { return nil }
        guard let number = Int64(text), range.contains(number) else {
            let upTo = range.upperBound == .max ? "on" : "to \(range.upperBound)"
            throw .parameter(
                name, text, remedy: "use a whole number from \(range.lowerBound) \(upTo)")
        }
        return number
    }

    func time(_ name: String, endOfDay: Bool = false) throws(V1Refusal) -> Timestamp? {
        guard let text = text(name) else { return nil }
        guard let time = APIParameter.date(text, endOfDay: endOfDay) else {
            throw .parameter(name, text, remedy: "use a time such as 2026-11-22T17:00:00Z")
        }
        return time
    }
}

extension V1Parameters {
    /// The same question from another place on, as an address. Nobody's keys are in it.
    func address(_ path: String, after cursor: String) -> String {
        var text = Array(path.utf8)
        var separator = UInt8(ascii: "?")
        func append(_ name: String, _ value: String) {
            text.append(separator)
            separator = UInt8(ascii: "&")
            for byte in name.utf8 {
                FormEncoding.append(byte, encoded: !FormEncoding.isPlain(byte), to: &text)
            }
            text.append(UInt8(ascii: "="))
            for byte in value.utf8 {
                FormEncoding.append(byte, encoded: !FormEncoding.isPlain(byte), to: &text)
            }
        }
        for field in fields.fields
        where !Self.neutral.contains(field.lowercasedName) && field.lowercasedName != "after" {
            append(field.name, field.value)
        }
        append("after", cursor)
        return String(decoding: text, as: UTF8.self)
    }
}
