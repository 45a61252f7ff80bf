extension Legend {
    static func entries(_ picture: Picture) -> [Entry] {
        let labels = picture.boxes.flatMap(\.loops) + picture.arrows.flatMap(\.labels)
        let roles = picture.boxes.map(\.state.role)
        var entries: [Entry] = []
        if picture.boxes.contains(where: \.isInitial) { entries.append(mark("begins", false)) }
        if roles.contains(.final) { entries.append(mark("ends", true)) }
        if picture.boxes.contains(where: \.mayBeRemoved) {
            entries.append(removal("may be removed for good from here"))
        }
        if roles.contains(where: \.isTransient) {
            entries.append(swatch("transient", "work under way, for a limited time"))
        }
        if roles.contains(.outside) {
            entries.append(swatch("outside", "no row leads here"))
        }
        if picture.boxes.contains(where: { !$0.loops.isEmpty }) {
            entries.append(loop("stays in its state"))
        }
        if labels.contains(where: { !$0.metering.isEmpty }) {
            entries.append(sample("Trigger", "metered", "opens, closes or changes usage"))
        }
        if labels.contains(where: \.isSilent) {
            entries.append(sample("Trigger", "silent", "told to nobody"))
        }
        if labels.contains(where: { $0.requirement != nil }) {
            entries.append(sample("[ ]", "trigger", "what must hold besides"))
        }
        if labels.contains(where: \.isChosen) {
            entries.append(sample("◇", "trigger", "whoever fires it chooses the target"))
        }
        return entries
    }

    private static func mark(_ words: String, _ isEnding: Bool) -> Entry {
        Entry(words: words, signWidth: Sheet.markSize) { x, y, xml in
            let frame = Frame(
                x: x, y: y - Sheet.markSize / 2, width: Sheet.markSize, height: Sheet.markSize)
            Sheet.drawMark(frame, isEnding: isEnding, &xml)
        }
    }

    private static func swatch(_ role: String, _ words: String) -> Entry {
        Entry(words: words, signWidth: 26) { x, y, xml in
            let frame = Frame(x: x, y: y - 7, width: 26, height: 14)
            xml.leaf("rect", StateBox.rectangle(frame, radius: 4, "box \(role)"))
        }
    }

    private static func removal(_ words: String) -> Entry {
        Entry(words: words, signWidth: 12) { x, y, xml in
            StateBox.drawRemovalSign(x: x + 6, y: y, &xml)
        }
    }

    private static func loop(_ words: String) -> Entry {
        Entry(words: words, signWidth: 12) { x, y, xml in
            StateBox.drawLoopSign(x: x, y: y - 4, &xml)
        }
    }

    private static func sample(_ text: String, _ style: String, _ words: String) -> Entry {
        let width = TextWidth.of(text, size: Theme.labelSize, bold: true)
        return Entry(words: words, signWidth: width) { x, y, xml in
            xml.leaf(
                "text", ["class": style, "x": XML.number(x), "y": XML.number(y + 3.7)], text: text)
        }
    }
}
