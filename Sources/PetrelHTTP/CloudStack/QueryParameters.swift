internal import PetrelPlugin

/// The parameters of a call as they were sent, decoded, in order: first those of the address, then
/// those of a form.
struct QueryParameters: Sendable, Hashable {
    struct Field: Sendable, Hashable {
        /// As sent, with its capitals: signatures are made over it.
        let name: String
        let value: String
        let lowercasedName: String
    }

    /// The most parameters of one call, and the longest name in bytes.
    static let mostFields = 1_000
    static let longestName = 255
    /// Names that decide who calls what. Said twice they would mean one thing to the check of the
    /// signature and another to the command, so that is refused.
    static let securityNames: Set<String> = [
        "command", "apikey", "signature", "signatureversion", "expires", "sessionkey",
    ]

    /// Each name once: the first one counts.
    private(set) var fields: [Field] = []
    private var received = 0
    private var seen: Set<String> = []

    init(query: [UInt8], form: [UInt8] = []) throws(APIError) {
        try append(query)
        try append(form)
    }

    /// The value of a name in any case of letters.
    subscript(name: String) -> String? {
        fields.first { $0.lowercasedName == name }?.value
    }

    private mutating func append(_ text: [UInt8]) throws(APIError) {
        for pair in text.split(separator: UInt8(ascii: "&")) {
            received += 1
            guard received <= Self.mostFields else {
                throw APIError(
                    code: 431, "more than \(Self.mostFields) parameters: send fewer in one call")
            }
            try append(pair: pair)
        }
    }

    private mutating func append(pair: ArraySlice<UInt8>) throws(APIError) {
        let equals = pair.firstIndex(of: UInt8(ascii: "="))
        let name = try PercentDecoding.text(pair[..<(equals ?? pair.endIndex)], in: "a name")
        guard !name.isEmpty else { return }
        guard name.utf8.count <= Self.longestName else {
            throw APIError(code: 431, "a parameter's name is longer than \(Self.longestName) bytes")
        }
        let place = "the value of \(name)"
        let value = try PercentDecoding.text(
            equals.map { pair[($0 + 1)...] } ?? [], in: place)
        try append(Field(name: name, value: value, lowercasedName: name.lowercased()))
    }

    private mutating func append(_ field: Field) throws(APIError) {
        if Self.securityNames.contains(field.lowercasedName), self[field.lowercasedName] != nil {
            throw APIError(
                code: 400, "\(field.lowercasedName) is there more than once: send it once")
        }
        if seen.insert(field.name).inserted { fields.append(field) }
    }
}
