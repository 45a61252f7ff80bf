/// A decimal number without error: a whole number of units of the last place.
public struct ExactDecimal: Hashable, Sendable, CustomStringConvertible {
    public let units: Int128
    public let places: Int
    public static let mostPlaces = 12

    public init(units: Int128, places: Int) {
        self.units = units
        self.places = places
    }

    /// Reads `12`, `-0.05`; `nil` for anything else, for more than twelve places and more than eighteen digits in front.
    public init?(_ text: String) {
        let isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative ? 1 : 0)
            .split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : ""
        guard let whole = parts.first, (1...18).contains(whole.utf8.count),
            fraction.utf8.count <= Self.mostPlaces,
            parts.count == 1 || !fraction.isEmpty,
            (whole + fraction).utf8.allSatisfy({ (48...57).contains($0) }),
            let units = Int128(String(whole + fraction))
        else { return nil }
        self.init(units: isNegative ? -units : units, places: fraction.utf8.count)
    }

    public var description: String { UsageNumber.decimal(units, places: places) }

    /// The units of a number with that many places, at least as many as there are.
    func units(places: Int) -> Int128 {
        units * Int128.powerOfTen(max(0, places - self.places))
    }
}

extension Int128 {
    static func powerOfTen(_ exponent: Int) -> Int128 {
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}

/// A fraction that is made of factors, and rounded once.
struct ExactFraction {
    enum Problem: Error { case tooLarge }

    private var above: [Int128]
    private var below: [Int128]

    init(_ above: [Int128], over below: [Int128]) {
        self.above = above
        self.below = below
    }

    /// The nearest whole number, from the middle the even one.
    func rounded() throws(Problem) -> Int128 {
        var (above, below) = (above, below)
        for top in above.indices {
            for bottom in below.indices {
                let divisor = Self.commonDivisor(above[top].magnitude, below[bottom].magnitude)
                guard divisor > 1 else { continue }
                above[top] /= Int128(divisor)
                below[bottom] /= Int128(divisor)
            }
        }
        return try Self.product(above).dividedHalfEven(by: Self.product(below))
    }

    private static func product(_ factors: [Int128]) throws(Problem) -> Int128 {
        var product: Int128 = 1
        for factor in factors {
            let (next, overflow) = product.multipliedReportingOverflow(by: factor)
            // Rounding needs room for twice the number.
            guard !overflow, next.magnitude < 1 << 125 else { throw .tooLarge }
            product = next
        }
        return product
    }

    private static func commonDivisor(_ one: UInt128, _ other: UInt128) -> UInt128 {
        var (one, other) = (one, other)
        while other != 0 { (one, other) = (other, one % other) }
        return one
    }
}
