extension Diagram {
    /// A drawing that needs nothing else: style, light and dark colours and a legend are inside.
    public func svg() -> String {
        let sheet = Sheet(picture)
        let legend = Legend(picture, width: max(sheet.layout.size.width, 360))
        let title = TextWidth.shortened(picture.kind)
        let margin = 24.0
        let width =
            2 * margin
            + max(
                sheet.layout.size.width, legend.size.width,
                TextWidth.of(title, size: Theme.titleSize, bold: true))
        let drawingTop = margin + 40
        let legendTop = drawingTop + sheet.layout.size.height + 24
        let height = legendTop + legend.size.height + margin / 2
        var xml = XML()
        xml.group("svg", Self.attributes(width, height)) { xml in
            xml.leaf("title", text: "The life of a \(picture.kind)")
            xml.verbatim("<style>\n\(Theme.css)\n</style>")
            xml.leaf("rect", ["class": "paper", "width": "100%", "height": "100%", "rx": "6"])
            xml.leaf(
                "text",
                ["class": "kind", "x": XML.number(margin), "y": XML.number(margin + 16)],
                text: title)
            xml.group(
                "g", ["transform": "translate(\(XML.number(margin)) \(XML.number(drawingTop)))"]
            ) {
                sheet.draw(&$0)
            }
            legend.draw(x: margin, y: legendTop, &xml)
        }
        return xml.text
    }

    private static func attributes(
        _ width: Double, _ height: Double
    ) -> KeyValuePairs<String, String> {
        let (width, height) = (XML.number(width), XML.number(height))
        return [
            "xmlns": "http://www.w3.org/2000/svg", "class": "lifecycle", "role": "img",
            "width": width, "height": height, "viewBox": "0 0 \(width) \(height)",
        ]
    }
}
