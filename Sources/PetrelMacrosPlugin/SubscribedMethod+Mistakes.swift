#if Macros
    import SwiftDiagnostics
    import SwiftSyntax

    extension SubscribedMethod {
        /// What keeps it from being a handler.
        var mistakes: [Mistake] {
            mistakesOfModifiers + mistakesOfParameters + mistakesOfResult + mistakesOfArguments
        }

        func mistake(_ mistake: Mistake) -> Diagnostic {
            Diagnostic(node: function.name, message: mistake)
        }

        private var mistakesOfModifiers: [Mistake] {
            var mistakes: [Mistake] = []
            if function.modifiers.contains(.static) { mistakes.append(.notOnInstances("static")) }
            if function.modifiers.contains(.class) { mistakes.append(.notOnInstances("class")) }
            if function.modifiers.contains(.mutating) { mistakes.append(.mutating) }
            return mistakes
        }

        private var mistakesOfParameters: [Mistake] {
            if function.genericParameterClause != nil { return [.generic] }
            guard let event = parameters.first, parameters.count == 1 else {
                return [.parameterCount(parameters.count)]
            }
            if event.ellipsis != nil { return [.notAPlainValue("...")] }
            if let attributed = event.type.as(AttributedTypeSyntax.self) {
                return [.notAPlainValue(attributed.wording)]
            }
            guard let abstract = event.type.as(SomeOrAnyTypeSyntax.self) else { return [] }
            let isGeneric = abstract.someOrAnySpecifier.tokenKind == .keyword(.some)
            return [isGeneric ? .generic : .family(abstract.trimmedDescription)]
        }

        private var mistakesOfResult: [Mistake] {
            let result = function.signature.returnClause?.type.trimmedDescription
            return ["Void", "()", nil].contains(result) ? [] : [.returnsSomething]
        }

        private var mistakesOfArguments: [Mistake] {
            guard isAwaited else { return [] }
            return attributeArguments.compactMap { argument in
                if argument.label?.text == "priority" { return .priorityInQueue }
                let access = argument.expression.as(MemberAccessExprSyntax.self)
                return access?.declName.baseName.text == "immediate" ? .immediateButQueued : nil
            }
        }
    }

    extension AttributedTypeSyntax {
        /// All that stands before the type, as in `inout`.
        fileprivate var wording: String {
            [specifiers.trimmedDescription, attributes.trimmedDescription]
                .filter { !$0.isEmpty }.joined(separator: " ")
        }
    }
#endif
