internal import PetrelCloud
internal import PetrelStates

/// What an account owes for a period, line by line.
struct Statement: Sendable {
    let account: String
    let period: UsageWindow
    let book: PriceBook
    var lines: [RatedLine]
    /// Differences to what earlier statements said about their periods.
    var corrections: [Correction] = []

    /// What a line of a closed period should have been.
    struct Correction: Hashable, Sendable {
        /// The invoice that is corrected.
        let invoice: Int64
        let key: String
        let micros: Int64
    }

    /// Millionths; the sum of the lines.
    var total: Int128 {
        lines.reduce(Int128(0)) { $0 + Int128($1.micros) }
            + corrections.reduce(Int128(0)) { $0 + Int128($1.micros) }
    }

    /// A number of millionths, as text.
    static func money(_ micros: Int128) -> String {
        UsageNumber.decimal(micros, places: Rating.microsPlaces)
    }

    /// The total as it is paid: rounded to the currency's places, half to even.
    var rounded: String {
        let step = Int128.powerOfTen(Rating.microsPlaces - book.places)
        return UsageNumber.fixed(total.dividedHalfEven(by: step), places: book.places)
    }
}

extension Statement {
    /// Equal statements give equal bytes.
    var json: JSONValue {
        .object([
            "account": .string(account), "start": .string(period.start.text()),
            "end": .string(period.end.text()), "book": .string(book.name),
            "currency": .string(book.currency), "total": .string(Self.money(total)),
            "payable": .string(rounded),
            "lines": .array(lines.map(\.json)), "corrections": .array(corrections.map(\.json)),
        ])
    }
}

extension RatedLine {
    var json: JSONValue {
        var members = RecordExport.json(record).object ?? [:]
        members["key"] = .string(key)
        members["row"] = .string(row)
        if !discount.isEmpty { members["discount"] = .string(discount) }
        members["cost"] = .string(Statement.money(Int128(micros)))
        members["micros"] = .integer(micros)
        return .object(members)
    }
}

extension Statement.Correction {
    var json: JSONValue {
        [
            "invoice": .integer(invoice), "key": .string(key), "micros": .integer(micros),
            "cost": .string(Statement.money(Int128(micros))),
        ]
    }
}
