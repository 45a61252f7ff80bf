/// Writes JSON text as UTF-8, member by member, without blanks.
///
/// ```swift
/// var json = JSONWriter()
/// json.object { json in
///     json.member("name", "web")
///     json.member("ports") { json in json.array { json in json.integer(443) } }
/// }
/// send(json.bytes)
/// ```
///
/// Members come in the order they are written; the members of a ``JSONValue`` come in the order of
/// their names' bytes. So the same calls always give the same bytes. Brackets and commas are always
/// right; a member without a value or two values in one place are the caller's mistake.
public struct JSONWriter: Sendable {
    /// What has been written so far.
    public internal(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// `capacity` is how many bytes the text may take before the buffer has to grow.
    public init(capacity: Int = 512) {
        bytes.reserveCapacity(capacity)
    }

    /// An object whose members `body` writes.
    public mutating func object(_ body: (inout JSONWriter) -> Void) {
        container(open: UInt8(ascii: "{"), close: UInt8(ascii: "}"), body)
    }

    /// An array whose elements `body` writes.
    public mutating func array(_ body: (inout JSONWriter) -> Void) {
        container(open: UInt8(ascii: "["), close: UInt8(ascii: "]"), body)
    }

    public mutating func string(_ string: String) {
        separate()
        appendQuoted(string)
    }

    public mutating func integer(_ integer: Int64) {
        separate()
        append(integer)
    }

    /// The shortest text that reads back as the same number. JSON cannot say infinity and not a
    /// number; they become `null`.
    public mutating func number(_ number: Double) {
        guard number.isFinite else { return null() }
        separate()
        bytes.append(contentsOf: number.description.utf8)
    }

    public mutating func bool(_ bool: Bool) {
        separate()
        bytes.append(contentsOf: bool ? "true".utf8 : "false".utf8)
    }

    public mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
    }

    /// JSON that was written before, taken as it is.
    public mutating func raw(_ json: some Sequence<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
    }

    /// The name of a member; its value must follow.
    public mutating func key(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    private mutating func container(
        open: UInt8, close: UInt8, _ body: (inout JSONWriter) -> Void
    ) {
        separate()
        bytes.append(open)
        needsComma = false
        body(&self)
        bytes.append(close)
        needsComma = true
    }

    /// Puts the comma that the last value needs before the next one.
    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }
}
