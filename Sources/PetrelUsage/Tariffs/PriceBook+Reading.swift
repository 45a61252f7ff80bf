internal import Foundation
internal import PetrelCloud

/// Everything that is wrong with a price book.
struct PriceBookError: Error, CustomStringConvertible {
    var mistakes: [String]

    var description: String { mistakes.joined(separator: "; ") }
}

extension PriceBook {
    /// Reads a book from its JSON, and tells every mistake at once.
    init(json: JSONValue) throws(PriceBookError) {
        var reading = PriceBookReading()
        source = json.description
        name = reading.text(json, "name", "the book") ?? ""
        currency = reading.text(json, "currency", "the book") ?? ""
        places = Int(clamping: json["places"]?.integer ?? 2)
        if !(0...6).contains(places) { reading.note("places is from 0 to 6") }
        timeZone = json["timezone"]?.string ?? "UTC"
        if TimeZone(identifier: timeZone) == nil { reading.note("\(timeZone) is no time zone") }
        rows = (json["rows"]?.array ?? []).enumerated().compactMap { reading.row($1, $0) }
        discounts = (json["discounts"]?.array ?? []).enumerated().compactMap {
            reading.discount($1, $0)
        }
        if Set(rows.map(\.id)).count < rows.count { reading.note("two rows have the same id") }
        if rows.isEmpty { reading.note("there are no rows") }
        guard reading.mistakes.isEmpty else { throw PriceBookError(mistakes: reading.mistakes) }
    }

    init(text: String) throws(PriceBookError) {
        let json: JSONValue
        do { json = try JSONReader().read(text) } catch {
            throw PriceBookError(mistakes: ["it is no JSON: \(error)"])
        }
        try self.init(json: json)
    }
}

private struct PriceBookReading {
    var mistakes: [String] = []

    mutating func note(_ mistake: String) { mistakes.append(mistake) }

    mutating func text(_ json: JSONValue, _ name: String, _ place: String) -> String? {
        guard let text = json[name]?.string, !text.isEmpty else {
            note("\(place) has no \(name)")
            return nil
        }
        return text
    }

    mutating func row(_ json: JSONValue, _ index: Int) -> PriceBook.Row? {
        let place = "row \(index + 1)"
        let per = PriceBook.Per(rawValue: json["per"]?.string ?? "hour")
        if per == nil { note("\(place): per is one of unit, second, hour, month") }
        let divisor = json["divisor"]?.integer ?? 1
        if divisor < 1 { note("\(place): divisor is at least 1") }
        let tiers = tiers(json, place)
        guard let id = text(json, "id", place), let meter = text(json, "meter", place), let per,
            !tiers.isEmpty
        else { return nil }
        return PriceBook.Row(
            id: id, meter: meter, per: per, factor: json["times"]?.string, divisor: divisor,
            tiers: tiers,
            conditions: (json["when"]?.object ?? [:]).compactMapValues(Self.word),
            validity: validity(json, place))
    }

    private static func word(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .integer(let number): String(number)
        case .bool(let flag): flag ? "true" : "false"
        default: nil
        }
    }

    private mutating func tiers(_ json: JSONValue, _ place: String) -> [PriceBook.Tier] {
        guard let list = json["tiers"]?.array else {
            return decimal(json, "price", place).map { [.init(bound: nil, price: $0)] } ?? []
        }
        let tiers = list.compactMap { tier -> PriceBook.Tier? in
            guard let price = decimal(tier, "price", place) else { return nil }
            let bound = tier["upto"] == nil ? nil : decimal(tier, "upto", place)
            return .init(bound: bound, price: price)
        }
        let bounds = tiers.compactMap { $0.bound?.units(places: ExactDecimal.mostPlaces) }
        if tiers.last?.bound != nil || bounds.count != tiers.count - 1
            || zip(bounds, bounds.dropFirst()).contains(where: { $0 >= $1 })
        {
            note("\(place): the bounds of tiers grow, and the last tier has none")
        }
        return tiers
    }

    mutating func discount(_ json: JSONValue, _ index: Int) -> PriceBook.Discount? {
        let place = "discount \(index + 1)"
        guard let percent = decimal(json, "percent", place) else { return nil }
        if percent.places > 4 || percent.units(places: 4) > 1_000_000 || percent.units < 0 {
            note("\(place): percent is from 0 to 100 with at most four places")
        }
        return PriceBook.Discount(
            id: json["id"]?.string ?? place, percent: percent, account: json["account"]?.string,
            meter: json["meter"]?.string, validity: validity(json, place))
    }

    private mutating func decimal(
        _ json: JSONValue, _ name: String, _ place: String
    ) -> ExactDecimal? {
        let text: String? =
            switch json[name] {
            case .string(let text): text
            case .integer(let number): String(number)
            default: nil
            }
        guard let decimal = text.flatMap({ ExactDecimal($0) }) else {
            note("\(place): \(name) is a decimal in quotes, as \"0.05\"")
            return nil
        }
        return decimal
    }

    private mutating func validity(_ json: JSONValue, _ place: String) -> PriceBook.Validity {
        PriceBook.Validity(begin: time(json, "from", place), end: time(json, "to", place))
    }

    private mutating func time(_ json: JSONValue, _ name: String, _ place: String) -> Timestamp? {
        guard let value = json[name], value != .null else { return nil }
        guard let time = value.string.flatMap({ Timestamp($0) }) else {
            note("\(place): \(name) is an instant such as 2026-01-01T00:00:00Z")
            return nil
        }
        return time
    }
}
