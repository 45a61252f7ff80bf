extension Duration: SettingValue {
    static var expectation: String { "a duration such as 500ms, 10s, 5m, 12h or 30d" }

    init?(setting text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int64(digits), number <= 1_000_000_000,
            let unit = Self.units.first(where: { $0.name == text.dropFirst(digits.count) })
        else { return nil }
        self = unit.length * Int(number)
    }

    /// In the largest unit that leaves no rest.
    var settingText: String {
        guard self != .zero else { return "0s" }
        for unit in Self.units.reversed() {
            let count = Int64((self / unit.length).rounded())
            if count > 0, unit.length * Int(count) == self { return "\(count)\(unit.name)" }
        }
        return "\(Int64((self / .milliseconds(1)).rounded()))ms"
    }

    private static let units: [(name: Substring, length: Duration)] = [
        ("ms", .milliseconds(1)), ("s", .seconds(1)), ("m", .seconds(60)), ("h", .seconds(3_600)),
        ("d", .seconds(86_400)),
    ]
}

/// How long something is kept.
enum Retention: SettingValue {
    case forever
    case atLeast(Duration)

    static var expectation: String { "forever, or \(Duration.expectation)" }

    init?(setting text: String) {
        if text == "forever" {
            self = .forever
        } else if let duration = Duration(setting: text), duration > .zero {
            self = .atLeast(duration)
        } else {
            return nil
        }
    }

    var settingText: String {
        switch self {
        case .forever: "forever"
        case .atLeast(let duration): duration.settingText
        }
    }
}
