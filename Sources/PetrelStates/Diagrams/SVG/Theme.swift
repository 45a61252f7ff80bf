/// Type and colours of the drawings, for light and dark surroundings.
enum Theme {
    static let nameSize = 13.0
    static let labelSize = 10.5
    static let titleSize = 18.0
    static let lineHeight = 14.0

    /// Every rule is confined to drawings of ours, since a page may hold several in one document.
    static let css = """
        \(shapes)
        \(Palette.light.css)
        @media (prefers-color-scheme: dark) {
        \(Palette.dark.css)
        }
        """

    private static let shapes = """
        .lifecycle { font-family: "Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans", \
        sans-serif; }
        .lifecycle text { font-size: \(XML.number(labelSize))px; }
        .lifecycle .kind { font-size: \(XML.number(titleSize))px; font-weight: 600; }
        .lifecycle .name { font-size: \(XML.number(nameSize))px; font-weight: 600; }
        .lifecycle .metered { font-weight: 600; }
        .lifecycle .silent { font-style: italic; }
        .lifecycle .box { stroke-width: 1.4; }
        .lifecycle .transient { stroke-dasharray: 5 3; }
        .lifecycle .outside { stroke-dasharray: 1.5 3; }
        .lifecycle .rule { stroke-width: 0.6; fill: none; }
        .lifecycle .line { stroke-width: 1.2; fill: none; }
        .lifecycle .sign { stroke-width: 1.2; }
        .lifecycle .ring { stroke-width: 1.4; fill: none; }
        .lifecycle .arrow:hover .line { stroke-width: 2.4; }
        """
}
