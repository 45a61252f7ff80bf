import Foundation
import PetrelStates
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

struct DrawingTests {
    /// What a reader of XML finds in a drawing.
    final class Reader: NSObject, XMLParserDelegate {
        var elements: [String: Int] = [:]
        var texts: [String] = []
        /// The classes of everything that has a colour.
        var styles: Set<String> = []
        private var open: [String] = []

        init?(_ svg: String) {
            super.init()
            let parser = XMLParser(data: Data(svg.utf8))
            parser.delegate = self
            guard parser.parse() else { return nil }
        }

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
            qualifiedName: String?, attributes: [String: String]
        ) {
            elements[name, default: 0] += 1
            open.append(name)
            if ["rect", "path", "circle", "text"].contains(name) {
                styles.formUnion(
                    (attributes["class"] ?? "none").split(separator: " ").map(String.init))
            }
            if name == "text" { texts.append("") }
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) {
            if open.last == "text" { texts[texts.count - 1] += string }
        }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
            qualifiedName: String?
        ) {
            open.removeLast()
        }
    }

    @Test func `shows title, states, triggers, limits and a legend of the signs it uses`() throws {
        let drawing = try #require(Reader(Diagram(Drive.self).svg()))
        for text in [
            "Drive", "New", "Formatting", "at most 1 min", "Ready", "Mounted", "Removed", "Report",
            "Done ◇", "Mount [the drive is not locked]", "begins", "ends", "stays in its state",
            "work under way, for a limited time", "opens, closes or changes usage",
            "told to nobody", "what must hold besides", "whoever fires it chooses the target",
            "Known to the field, but no part of this life: Legacy",
        ] {
            #expect(drawing.texts.contains(text), "\(text) is missing")
        }
        let plain = try #require(Reader(Diagram(Door.self).svg()))
        #expect(plain.texts == ["Door", "Pull", "Push", "Open", "Closed", "begins"])
    }

    @Test func `needs nothing from outside and suits light and dark`() {
        let svg = Diagram(Drive.self).svg()
        #expect(svg.contains("@media (prefers-color-scheme: dark)"))
        #expect(!svg.contains("url(") && !svg.contains("href"))
        #expect(svg.components(separatedBy: "http").count == 2, "only the namespace")
    }

    @Test func `everything it draws has a colour in light and dark`() throws {
        let machine = StateMachine<Door.State, Door.Trigger>(
            kind: "Gate", initial: [.open],
            states: [.stable(.open, "", removable: true), .outside(.closed, "")],
            rows: [.from(.closed, on: .push, to: .open)])
        for diagram in [Diagram(machine), Diagram(Drive.self)] {
            let svg = diagram.svg()
            let colours = svg.components(separatedBy: "prefers-color-scheme").map {
                $0.split(separator: "\n").filter {
                    $0.contains("fill: #") || $0.contains("stroke: #")
                }
                .joined()
            }
            let styles = try #require(Reader(svg)).styles
                .subtracting(["box", "trigger", "name", "kind"])
            for style in styles {
                #expect(colours.allSatisfy { $0.contains(".lifecycle .\(style)") }, "\(style)")
            }
        }
    }

    @Test func `is the same every time`() {
        #expect(Diagram(Drive.self).svg() == Diagram(AnyStateMachine(Drive.self)).svg())
    }

    @Test func `hostile names stay text`() throws {
        let drawing = try #require(Reader(Diagram(Hostile.self).svg()))
        #expect(drawing.elements["script"] == nil)
        #expect(drawing.texts.contains("</text><script>alert('x')</script>&amp;"))
        #expect(drawing.texts.contains("\"]; evil [label=\"\\\" } %%{init}%%"))
        #expect(drawing.texts.contains("<br/>\" onload=\"x"))
        #expect(drawing.texts.allSatisfy { $0.count < 80 })
    }

    @Test func `draws a kind without rows as well`() throws {
        let bare = StateMachine<Door.State, Door.Trigger>(kind: "Wall", initial: [], rows: [])
        let drawing = try #require(Reader(Diagram(bare).svg()))
        #expect(
            drawing.texts == [
                "Wall", "Known to the field, but no part of this life: Open, Closed",
            ])
    }
}
