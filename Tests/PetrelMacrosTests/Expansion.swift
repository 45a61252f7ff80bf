#if Macros
    @testable import PetrelMacrosPlugin
    import SwiftDiagnostics
    import SwiftParser
    import SwiftSyntax
    import SwiftSyntaxBuilder
    import SwiftSyntaxMacroExpansion
    import SwiftSyntaxMacros

    /// What the macros make of a piece of source, and what they say about it.
    struct Expansion {
        let source: String
        let messages: [String]

        init(_ source: String, conformances: [TypeSyntax] = ["EventSubscriber"]) {
            let file = Parser.parse(source: source)
            let context = BasicMacroExpansionContext(
                sourceFiles: [file: .init(moduleName: "Sample", fullFilePath: "Sample.swift")])
            let expanded = file.expand(
                macroSpecs: [
                    "Subscriber": MacroSpec(
                        type: SubscriberMacro.self, conformances: conformances),
                    "Subscribe": MacroSpec(type: SubscribeMacro.self),
                ],
                contextGenerator: {
                    BasicMacroExpansionContext(
                        sharingWith: context, lexicalContext: $0.allMacroLexicalContexts())
                })
            self.source = expanded.description
            messages = context.diagnostics.map(\.message)
        }
    }
#endif
