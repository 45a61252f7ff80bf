#if Macros
    import SwiftDiagnostics
    import SwiftSyntax
    import SwiftSyntaxMacros

    /// Writes nothing; says what keeps a method from being a handler.
    struct SubscribeMacro: PeerMacro {
        static func expansion(
            of node: AttributeSyntax, providingPeersOf declaration: some DeclSyntaxProtocol,
            in context: some MacroExpansionContext
        ) throws -> [DeclSyntax] {
            switch place(of: context.lexicalContext.first) {
            case .failure(let mistake):
                context.diagnose(Diagnostic(node: node, message: mistake))
            case .success(let owner):
                guard let function = declaration.as(FunctionDeclSyntax.self) else {
                    context.diagnose(Diagnostic(node: node, message: Mistake.notAMethod))
                    break
                }
                let method = SubscribedMethod(function, node, in: owner)
                for mistake in method.mistakes { context.diagnose(method.mistake(mistake)) }
            }
            return []
        }

        /// The type around the method, when it is one whose list the method will be in.
        private static func place(of context: Syntax?) -> Result<any DeclGroupSyntax, Mistake> {
            guard let owner = context?.asProtocol((any DeclGroupSyntax).self) else {
                return .failure(.notAMethod)
            }
            if owner.is(ExtensionDeclSyntax.self) { return .failure(.inExtension) }
            if owner.attributes.first(named: "Subscriber") == nil {
                return .failure(.withoutSubscriber)
            }
            return .success(owner)
        }
    }

    extension Mistake: Error {}
#endif
