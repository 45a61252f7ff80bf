internal import PetrelCloud
internal import PetrelStates

/// What one record costs by one row of a price book.
struct RatedLine: Hashable, Sendable {
    let record: UsageRecord
    let row: String
    /// The discount that was given, in percent; empty for none.
    let discount: String
    /// Millionths of the currency.
    let micros: Int64

    /// The same for the same thing on every invoice, whatever it costs.
    var key: String {
        "\(record.window.start) \(record.resource) \(record.meter) \(record.subject) "
            + "\(record.isCorrection ? "correction" : "") \(record.terms.unnamed.text) \(row)"
    }
}

enum RatingError: Error, Hashable, CustomStringConvertible {
    case tooLarge(row: String, resource: String)

    var description: String {
        switch self {
        case .tooLarge(let row, let resource):
            "the amount of row \(row) for \(resource) is too large to be written: check the price"
        }
    }
}

/// Prices records, which come in their order.
struct Rating {
    static let microsPlaces = 6
    let book: PriceBook
    private let cutter: WindowCutter
    private var month: UsageWindow?
    /// What each account has used of each row so far this month.
    private var used: [String: Int128] = [:]

    init(_ book: PriceBook) throws {
        self.book = book
        cutter = try WindowCutter(timeZone: book.timeZone)
    }

    /// The windows in which no price changes and no month ends.
    func windows(from start: Timestamp, to end: Timestamp) throws -> [UsageWindow] {
        let cuts = Set(book.boundaries).sorted()
        return try cutter.windows(from: start, to: end, each: .month).flatMap { month in
            let inside = cuts.filter { month.start < $0 && $0 < month.end }
            return zip([month.start] + inside, inside + [month.end]).map {
                UsageWindow(start: $0, end: $1)
            }
        }
    }

    mutating func lines(_ records: [UsageRecord]) throws -> [RatedLine] {
        var lines: [RatedLine] = []
        for record in records {
            for row in book.rows where row.fits(record) { lines.append(try line(record, row)) }
        }
        return lines
    }

    private mutating func line(_ record: UsageRecord, _ row: PriceBook.Row) throws -> RatedLine {
        enter(record.window)
        let discount = discount(record)
        // The quantity is amount / unit; price × quantity is rounded once, together with the discount.
        let (amount, unit) = quantity(record, row)
        let places = row.tiers.map(\.price.places).max() ?? 0
        let priced = try price(amount, unit, record, row, places)
        let off = discount?.percent.units(places: 4) ?? 0
        do {
            let micros = try ExactFraction(
                [priced, .powerOfTen(Self.microsPlaces), 1_000_000 - off],
                over: [unit, .powerOfTen(places), 1_000_000]
            ).rounded()
            guard let micros = Int64(exactly: micros) else { throw ExactFraction.Problem.tooLarge }
            return RatedLine(
                record: record, row: row.id, discount: discount?.percent.description ?? "",
                micros: micros)
        } catch {
            throw RatingError.tooLarge(row: row.id, resource: record.resource.id)
        }
    }

    private mutating func enter(_ window: UsageWindow) {
        if let month, month.start <= window.start, window.start < month.end { return }
        month = cutter.month(of: window.start)
        used = [:]
    }

    private func discount(_ record: UsageRecord) -> PriceBook.Discount? {
        book.discounts.first { discount in
            discount.validity.includes(record.window.start)
                && (discount.account.map { $0 == record.terms.account } ?? true)
                && (discount.meter.map { $0 == record.meter.name } ?? true)
        }
    }

    private func quantity(
        _ record: UsageRecord, _ row: PriceBook.Row
    ) -> (amount: Int128, unit: Int128) {
        let factor = row.factor.map { Int128(record.terms.attributes[$0]?.integer ?? 0) } ?? 1
        let divisor = Int128(row.divisor)
        let second: Int128 = 1_000_000_000
        switch row.per {
        case .unit: return (Int128(record.amount) * factor, divisor)
        case .second: return (Int128(record.nanoseconds) * factor, divisor * second)
        case .hour: return (Int128(record.nanoseconds) * factor, divisor * second * 3_600)
        case .month:
            let month = month ?? record.window
            let length = Int128(month.end.nanoseconds) - Int128(month.start.nanoseconds)
            return (Int128(record.nanoseconds) * factor, divisor * length)
        }
    }

    /// Amount times price, in units of the price's last place.
    private mutating func price(
        _ amount: Int128, _ unit: Int128, _ record: UsageRecord, _ row: PriceBook.Row, _ places: Int
    ) throws -> Int128 {
        guard row.tiers.count > 1 else {
            return try multiplied(amount, row.tiers[0].price.units(places: places), record, row)
        }
        let key = "\(record.terms.account) \(row.id)"
        var place = used[key] ?? 0
        let end = place + amount
        used[key] = end
        var total: Int128 = 0
        for tier in row.tiers where place < end {
            let bound = tier.bound.map { $0.units * unit / .powerOfTen($0.places) }
            let until = min(end, bound ?? end)
            guard until > place else { continue }
            total += try multiplied(until - place, tier.price.units(places: places), record, row)
            place = until
        }
        // What a correction takes back costs what the last tier reached costs.
        if amount < 0 {
            let tier = row.tiers.first { tier in
                tier.bound.map { end < $0.units * unit / .powerOfTen($0.places) } ?? true
            }
            total = try multiplied(
                amount, (tier ?? row.tiers[0]).price.units(places: places), record, row)
        }
        return total
    }

    private func multiplied(
        _ one: Int128, _ other: Int128, _ record: UsageRecord, _ row: PriceBook.Row
    ) throws -> Int128 {
        let (product, overflow) = one.multipliedReportingOverflow(by: other)
        guard !overflow, product.magnitude < 1 << 124 else {
            throw RatingError.tooLarge(row: row.id, resource: record.resource.id)
        }
        return product
    }
}
