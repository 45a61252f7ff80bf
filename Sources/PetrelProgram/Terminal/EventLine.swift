internal import PetrelCloud

/// An event as one line of `petrel watch`.
struct EventLine {
    let paint: Paint
    let width: Int?
    private var names = ResourceNames()

    init(paint: Paint, width: Int?) {
        self.paint = paint
        self.width = width
    }

    mutating func text(_ json: JSONValue) -> String {
        let event = EventSummary(event: json)
        let time = event.time.map(LocalTime.short) ?? "            "
        let type = event.type.onOneLine.padded(to: 20)
        let by = event.actor.isEmpty ? "" : "  by \(event.actor.onOneLine)"
        var rest = "\(names.label(of: event))  \(event.words)".onOneLine
        // The time, the category and the type stand before it.
        if let width { rest = rest.shortened(to: max(20, width - 12 - 15 - 22 - by.columns)) }
        return [
            paint(time, .faint), paint(event.category.padded(to: 13), event.colour), type,
            rest + paint(by, .faint),
        ].joined(separator: " ")
    }
}
