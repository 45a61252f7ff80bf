#if Macros
    import SwiftDiagnostics
    import SwiftSyntax
    import SwiftSyntaxBuilder
    import SwiftSyntaxMacros

    /// Writes the extension with the list of handlers.
    struct SubscriberMacro: ExtensionMacro {
        static func expansion(
            of node: AttributeSyntax, attachedTo declaration: some DeclGroupSyntax,
            providingExtensionsOf type: some TypeSyntaxProtocol,
            conformingTo protocols: [TypeSyntax], in context: some MacroExpansionContext
        ) throws -> [ExtensionDeclSyntax] {
            guard isSuitable(declaration, node, context) else { return [] }
            let methods = SubscribedMethod.all(in: declaration)
            let hidden = conditionalMethods(of: declaration)
            for method in hidden { context.diagnose(method.mistake(.conditional)) }
            if methods.isEmpty, hidden.isEmpty {
                context.diagnose(Diagnostic(node: node, message: Mistake.noMethods))
            }
            // @Subscribe explains the faulty ones; leaving them out keeps the compiler from explaining them again.
            let lines = methods.filter(\.mistakes.isEmpty).map { $0.line(of: "\(type.trimmed)") }
            return [
                try list(lines, of: "\(type.trimmed)", conformingTo: protocols, declaration.access)
            ]
        }

        private static func isSuitable(
            _ declaration: some DeclGroupSyntax, _ node: AttributeSyntax,
            _ context: some MacroExpansionContext
        ) -> Bool {
            if declaration.is(ActorDeclSyntax.self) { return true }
            guard let type = declaration.as(ClassDeclSyntax.self) else {
                context.diagnose(Diagnostic(node: node, message: Mistake.notAClassOrActor))
                return false
            }
            if type.modifiers.contains(.final) { return true }
            let mistake = Mistake.notFinal(type.name.trimmedDescription)
            context.diagnose(Diagnostic(node: type.classKeyword, message: mistake))
            return false
        }

        /// The methods that stand inside `#if`, where the list cannot follow them.
        private static func conditionalMethods(
            of declaration: some DeclGroupSyntax
        ) -> [SubscribedMethod] {
            declaration.memberBlock.members.compactMap { $0.decl.as(IfConfigDeclSyntax.self) }
                .flatMap { methods(inside: $0, of: declaration) }
        }

        private static func methods(
            inside conditional: IfConfigDeclSyntax, of declaration: some DeclGroupSyntax
        ) -> [SubscribedMethod] {
            conditional.clauses.flatMap { clause -> [SubscribedMethod] in
                guard case .decls(let members)? = clause.elements else { return [] }
                return members.flatMap { member -> [SubscribedMethod] in
                    if let inner = member.decl.as(IfConfigDeclSyntax.self) {
                        return methods(inside: inner, of: declaration)
                    }
                    return SubscribedMethod(member.decl, in: declaration).map { [$0] } ?? []
                }
            }
        }

        private static func list(
            _ lines: [String], of type: String, conformingTo protocols: [TypeSyntax],
            _ access: String
        ) throws -> ExtensionDeclSyntax {
            let conformance = protocols.isEmpty ? "" : ": PetrelBus.EventSubscriber"
            let entries = lines.map { "        \($0),\n" }.joined()
            // Nonisolated, so that the bus reads the list from any thread whatever the type is isolated to.
            return try ExtensionDeclSyntax("extension \(raw: type)\(raw: conformance)") {
                DeclSyntax(
                    """
                    \(raw: access)nonisolated static var eventHandlers: [PetrelBus.EventHandler<\(raw: type)>] {
                        [
                    \(raw: entries)    ]
                    }
                    """)
            }
        }
    }

    extension DeclGroupSyntax {
        /// The modifier that the list needs to be as visible as its type, with a space after it.
        fileprivate var access: String {
            for keyword in [Keyword.public, .package] where modifiers.contains(keyword) {
                return keyword == .public ? "public " : "package "
            }
            return ""
        }
    }
#endif
