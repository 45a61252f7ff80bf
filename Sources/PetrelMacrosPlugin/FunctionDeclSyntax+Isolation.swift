#if Macros
    import SwiftSyntax

    extension FunctionDeclSyntax {
        var isAsynchronous: Bool { signature.effectSpecifiers?.asyncSpecifier != nil }

        /// Whether it runs on an actor: its owner, or a global one named on it or on its owner.
        func isIsolated(in owner: any DeclGroupSyntax) -> Bool {
            if modifiers.contains(.nonisolated) { return false }
            return owner.is(ActorDeclSyntax.self) || attributes.nameGlobalActor
                || owner.attributes.nameGlobalActor
        }
    }

    extension DeclModifierListSyntax {
        func contains(_ keyword: Keyword) -> Bool {
            contains { $0.name.tokenKind == .keyword(keyword) }
        }
    }

    extension AttributeListSyntax {
        /// The attribute of this name, whether or not its module is named with it.
        func first(named name: String) -> AttributeSyntax? {
            lazy.compactMap { $0.as(AttributeSyntax.self) }.first { $0.baseName == name }
        }

        /// Whether one of them isolates to a global actor. Syntax knows names only, and by custom these end in
        /// "Actor"; of one that does not, the compiler will say that the method cannot be called from outside.
        fileprivate var nameGlobalActor: Bool {
            contains { $0.as(AttributeSyntax.self)?.baseName?.hasSuffix("Actor") == true }
        }
    }

    extension AttributeSyntax {
        fileprivate var baseName: String? {
            attributeName.as(IdentifierTypeSyntax.self)?.name.text
                ?? attributeName.as(MemberTypeSyntax.self)?.name.text
        }
    }
#endif
