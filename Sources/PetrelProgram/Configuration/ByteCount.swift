/// A number of bytes.
struct ByteCount: SettingValue, Hashable {
    var bytes: Int

    init(_ bytes: Int) { self.bytes = bytes }

    static var expectation: String { "a size such as 512, 64KiB, 1MiB or 2GiB" }

    init?(setting text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), number > 0,
            let unit = Self.units.first(where: { $0.name == text.dropFirst(digits.count) })
        else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: unit.bytes)
        guard !overflow else { return nil }
        bytes = product
    }

    /// In the largest unit that leaves no rest.
    var settingText: String {
        let unit = Self.units.last { bytes >= $0.bytes && bytes % $0.bytes == 0 } ?? ("", 1)
        return "\(bytes / unit.bytes)\(unit.name)"
    }

    /// To one digit after the point, for people.
    var rounded: String {
        let unit = Self.units.last { bytes >= $0.bytes } ?? ("", 1)
        guard unit.bytes > 1 else { return "\(bytes) bytes" }
        let tenths = bytes / (unit.bytes / 10)
        return "\(tenths / 10).\(tenths % 10) \(unit.name)"
    }

    private static let units: [(name: Substring, bytes: Int)] = [
        ("", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40),
    ]
}
