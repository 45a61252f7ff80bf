internal import PetrelCloud
internal import PetrelStates

/// What a record counts, in CloudStack's unit.
extension UsageRecord {
    var type: UsageType? { UsageType(meter) }

    /// Whether it counts rather than lasts.
    var isCount: Bool {
        guard let type else { return nanoseconds == 0 }
        return type.unit != .hours && meter != .bucket
    }

    /// The number alone: hours, bytes, requests; of a bucket the bytes it held last.
    var rawUsage: String {
        if isCount { return String(amount) }
        if meter == .bucket { return String(terms.attributes["size"]?.integer ?? 0) }
        return UsageNumber.hours(nanoseconds: nanoseconds)
    }

    /// The number with its unit.
    var usageText: String {
        switch type?.unit {
        case .bytes: "\(rawUsage) Bytes"
        case .requests: "\(rawUsage) Requests"
        case .hours: "\(rawUsage) Hrs"
        case nil: isCount ? rawUsage : "\(rawUsage) Hrs"
        }
    }

    func attribute(_ name: String) -> String? {
        switch terms.attributes[name] {
        case .string(let text): text
        case .integer(let number): String(number)
        case .bool(let flag): flag ? "true" : "false"
        default: nil
        }
    }
}
