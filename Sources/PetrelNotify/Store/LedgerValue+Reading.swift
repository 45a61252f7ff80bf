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
