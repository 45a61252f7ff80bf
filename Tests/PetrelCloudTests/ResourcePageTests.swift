import Foundation
import PetrelCloud
import PetrelTesting
import Testing

@Suite struct ResourcePageTests {
    /// Set, the page is written anew instead of compared; `make resources` does that.
    private let writes = ProcessInfo.processInfo.environment["PETREL_WRITE_PAGES"] != nil
    private let root = URL(filePath: #filePath).appending(path: "../../..").standardized

    @Test func `the page of resources says what the code says`() throws {
        let file = root.appending(path: "Documentation/resources.md")
        let page = ResourcePage(
            of: ResourceCatalogue.all, lives: try lives(),
            origin: """
                This page is generated: change the kind's file in `Sources/PetrelCloud/Resources/`,
                then run `make resources`.
                """
        ).markdown
        if writes { try page.write(to: file, atomically: true, encoding: .utf8) }

        let kept = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        let isKept = page == kept
        let place = zip(lines(page), lines(kept)).first { $0 != $1 }
            .map { "the code says \($0), the page \($1)" }
        #expect(
            isKept,
            """
            Documentation/resources.md is out of date: \(place ?? "one of the two is longer"). \
            Run make resources and commit it.
            """)
    }

    @Test func `every kind tells its life`() throws {
        let lives = try lives()
        for kind in ResourceCatalogue.all {
            let life = lives["\(kind)"]?.paragraphs ?? []
            #expect(life.count > 1, "\(kind) has no life above it, in Resources/\(kind).swift")
        }
    }

    private func lives() throws -> [String: DocumentationComment] {
        try Dictionary(
            uniqueKeysWithValues: ResourceCatalogue.all.compactMap { kind in
                let file = root.appending(path: "Sources/PetrelCloud/Resources/\(kind).swift")
                let source = try String(contentsOf: file, encoding: .utf8)
                return DocumentationComment(above: "public enum \(kind)", in: source).map {
                    ("\(kind)", $0)
                }
            })
    }

    private func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }
}
