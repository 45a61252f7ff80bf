internal import PetrelLedger

extension LedgerValue {
    var integer: Int64? {
        if case .integer(let integer) = self { integer } else { nil }
    }

    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    init(_ integer: Int64?) { self = integer.map(LedgerValue.integer) ?? .null }

    init(_ text: String?) { self = text.map(LedgerValue.text) ?? .null }
}

/// A row does not have the shape the plug-in gave it.
struct UsageRowError: Error, CustomStringConvertible {
    let table: String

    var description: String {
        "a row of \(table) cannot be read: restore a backup or rebuild usage"
    }
}
