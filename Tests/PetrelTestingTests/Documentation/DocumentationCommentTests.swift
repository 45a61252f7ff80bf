import PetrelTesting
import Testing

@Suite struct DocumentationCommentTests {
    @Test func `lines are joined into paragraphs`() {
        let comment = DocumentationComment(
            above: "public enum Lamp",
            in: """
                import PetrelStates

                /// A lamp that is switched
                /// on and off.
                ///
                /// It hangs.
                public enum Lamp: Lifecycle {
                """)
        #expect(comment?.paragraphs == ["A lamp that is switched on and off.", "It hangs."])
    }

    @Test func `a longer name is another declaration`() {
        let source = """
            /// The first.
            enum Lamps {}
            /// The second.
            enum Lamp {}
            """
        #expect(DocumentationComment(above: "enum Lamp", in: source)?.paragraphs == ["The second."])
    }

    @Test(arguments: ["enum Lamp {}", "/// Apart.\n\nenum Lamp {}", "/// Other.\nenum Lamps {}"])
    func `nothing directly above is nothing`(source: String) {
        #expect(DocumentationComment(above: "enum Lamp", in: source) == nil)
    }
}
