internal import PetrelCloud

/// Events as rows of a table, which have to be asked for in order.
struct EventTable {
    private var names = ResourceNames()

    static let columns: [Table.Column] = [
        .init(title: "sequence"), .init(title: "time"), .init(title: "category"),
        .init(title: "type"), .init(title: "resource", isFlexible: true),
        .init(title: "what", isFlexible: true), .init(title: "by", isFlexible: true),
    ]

    mutating func row(_ json: JSONValue) -> [String] {
        let event = EventSummary(event: json)
        return [
            event.sequence.map { String($0) } ?? "", event.time.map(LocalTime.full) ?? "",
            event.category, event.type, names.label(of: event), event.words, event.actor,
        ]
    }
}
