/// Numbers of usage as texts.
enum UsageNumber {
    /// Hours with at most six decimals, the last one rounded half to even, without zeros at the end.
    static func hours(nanoseconds: Int64) -> String {
        let micros = Int128(nanoseconds).dividedHalfEven(by: 3_600_000)
        return decimal(micros, places: 6)
    }

    /// A number of millionths or the like, without zeros at the end.
    static func decimal(_ units: Int128, places: Int) -> String {
        var text = fixed(units, places: places)
        guard places > 0 else { return text }
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }

    /// The same with all its places.
    static func fixed(_ units: Int128, places: Int) -> String {
        let digits = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let fraction = padded.suffix(places)
        return (units < 0 ? "-" : "") + padded.dropLast(places)
            + (fraction.isEmpty ? "" : "." + fraction)
    }
}

extension Int128 {
    /// The quotient, rounded to the nearest whole number and from the middle to the even one. The divisor is positive.
    func dividedHalfEven(by divisor: Int128) -> Int128 {
        var (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        if rest < 0 { (quotient, rest) = (quotient - 1, rest + divisor) }
        let twice = rest - (divisor - rest)
        return twice > 0 || (twice == 0 && quotient % 2 != 0) ? quotient + 1 : quotient
    }
}
