/// A kind of trouble that operators are told about.
public struct AlertType: Hashable, Sendable, Identifiable {
    /// The number that stands for this type and no other. It is CloudStack's wherever that is
    /// unique; where two types share one there, the younger has 100 more here.
    public let id: Int
    /// The number CloudStack uses. Five numbers stand for two types each.
    public let cloudStackID: Int
    /// The name in events and topics, such as `ALERT.MEMORY`.
    public let type: EventType
    /// Whether a new alert is sent although an earlier one of the same place is still open.
    public let isRepeatable: Bool
    /// One sentence that says what is wrong.
    public let meaning: String
}

extension AlertType {
    /// The alert type of this number; `nil` when there is none.
    public init?(id: Int) {
        guard let found = Self.all.first(where: { $0.id == id }) else { return nil }
        self = found
    }

    /// The alert type of this name; `nil` for a name that is not in the catalogue.
    public init?(_ type: EventType) {
        guard let found = Self.all.first(where: { $0.type == type }) else { return nil }
        self = found
    }

    /// The types that CloudStack numbers so: one, two or none.
    public static func numbered(_ cloudStackID: Int) -> [AlertType] {
        all.filter { $0.cloudStackID == cloudStackID }
    }

    /// A row for a type that is told once until the trouble is over.
    static func once(
        _ cloudStackID: Int, _ type: EventType, _ meaning: String, id: Int? = nil
    ) -> AlertType {
        AlertType(
            id: id ?? cloudStackID, cloudStackID: cloudStackID, type: type, isRepeatable: false,
            meaning: meaning)
    }

    /// A row for a type that is told every time.
    static func always(
        _ cloudStackID: Int, _ type: EventType, _ meaning: String, id: Int? = nil
    ) -> AlertType {
        AlertType(
            id: id ?? cloudStackID, cloudStackID: cloudStackID, type: type, isRepeatable: true,
            meaning: meaning)
    }
}
