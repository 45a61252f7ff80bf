public import PetrelStates

/// Something that usage records count and bills charge for.
public struct UsageType: Hashable, Sendable, Identifiable {
    /// What a usage record counts.
    public enum Unit: String, Hashable, Sendable, CaseIterable {
        case hours, bytes, requests
    }

    /// CloudStack's number, which usage records carry.
    public let id: Int
    public let meter: Meter
    /// The kind of the resource a record is about.
    public let kind: ResourceKind
    public let unit: Unit
    /// What one unit of a tariff is, as CloudStack writes it: `Compute*Month`.
    public let tariffUnit: String
    /// One sentence that says what is counted.
    public let meaning: String

    /// CloudStack's name, which is also the meter's: `RUNNING_VM`.
    public var name: String { meter.name }
}

extension UsageType {
    /// The usage type of this number; `nil` when there is none.
    public init?(id: Int) {
        guard let found = Self.all.first(where: { $0.id == id }) else { return nil }
        self = found
    }

    /// The usage type measured by this meter; `nil` for a meter that is not the cloud's.
    public init?(_ meter: Meter) {
        guard let found = Self.all.first(where: { $0.meter == meter }) else { return nil }
        self = found
    }

    static func row(
        _ id: Int, _ meter: Meter, of kind: ResourceKind, in unit: Unit, priced tariffUnit: String,
        _ meaning: String
    ) -> UsageType {
        UsageType(
            id: id, meter: meter, kind: kind, unit: unit, tariffUnit: tariffUnit, meaning: meaning)
    }
}
