internal import PetrelCloud
internal import PetrelStates

/// What usage costs, from when to when.
///
/// Every row that fits a record adds a line. Amounts are millionths of the currency, rounded once for each line, half
/// to even; a total is the sum of its lines.
struct PriceBook: Hashable, Sendable {
    enum Per: String, CaseIterable {
        case unit, second, hour, month
    }

    /// From `begin` on, up to and without `end`.
    struct Validity: Hashable, Sendable {
        var begin: Timestamp?
        var end: Timestamp?

        func includes(_ time: Timestamp) -> Bool {
            (begin.map { $0 <= time } ?? true) && (end.map { time < $0 } ?? true)
        }

        var boundaries: [Timestamp] { [begin, end].compactMap(\.self) }
    }

    struct Tier: Hashable, Sendable {
        /// How much of it an account gets at this price in a month; the last tier has no bound.
        var bound: ExactDecimal?
        var price: ExactDecimal
    }

    struct Row: Hashable, Sendable {
        var id: String
        var meter: String
        var per: Per
        /// An attribute that the quantity is multiplied by, as `size`.
        var factor: String?
        /// What the quantity is divided by, as 1073741824 for GiB.
        var divisor: Int64
        var tiers: [Tier]
        /// Attributes that must have these values, or `account`, `domain`, `project`, `zone`.
        var conditions: [String: String]
        var validity: Validity
    }

    struct Discount: Hashable, Sendable {
        var id: String
        var percent: ExactDecimal
        var account: String?
        var meter: String?
        var validity: Validity
    }

    var name: String
    var currency: String
    /// Decimals of the currency, to which totals are shown.
    var places: Int
    var timeZone: String
    var rows: [Row]
    var discounts: [Discount]
    /// The JSON it was read from.
    var source: String

    /// All instants at which a price changes.
    var boundaries: [Timestamp] {
        rows.flatMap(\.validity.boundaries) + discounts.flatMap(\.validity.boundaries)
    }
}

extension PriceBook.Row {
    func fits(_ record: UsageRecord) -> Bool {
        meter == record.meter.name && validity.includes(record.window.start)
            && conditions.allSatisfy { name, value in
                switch name {
                case "account": record.terms.account == value
                case "domain": record.terms.domain == value
                case "project": record.terms.project == value
                case "zone": record.terms.zone == value
                default: record.attribute(name) == value
                }
            }
    }
}
