/// What a row's numbers are.
enum Unit {
    case nanoseconds
    case microseconds
    case perSecond
    case bytes

    func text(_ value: Double) -> String {
        switch self {
        case .nanoseconds: "\(decimal(value, value < 100 ? 2 : 0)) ns"
        case .microseconds: "\(decimal(value, 1)) µs"
        case .perSecond: "\(grouped(value)) /s"
        case .bytes: "\(decimal(value, 0)) B"
        }
    }
}

/// A number with so many digits after the point.
func decimal(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite else { return "–" }
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((abs(value) * Double(scale)).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard digits > 0 else { return "\(sign)\(scaled)" }
    let fraction = String(scaled % scale)
    let zeros = String(repeating: "0", count: digits - fraction.count)
    return "\(sign)\(scaled / scale).\(zeros)\(fraction)"
}

/// A whole number with a comma after each three digits.
func grouped(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    var rest = Array(String(Int(value.rounded())))
    var groups: [String] = []
    while rest.count > 3 {
        groups.insert(String(rest.suffix(3)), at: 0)
        rest.removeLast(3)
    }
    return ([String(rest)] + groups).joined(separator: ",")
}
