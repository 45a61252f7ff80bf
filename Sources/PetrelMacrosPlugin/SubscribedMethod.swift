#if Macros
    import SwiftDiagnostics
    import SwiftSyntax

    /// A method marked `@Subscribe`, and the line that it becomes in the list of handlers.
    struct SubscribedMethod {
        let function: FunctionDeclSyntax
        let attribute: AttributeSyntax
        /// Whether the call has to be awaited, so that events wait in a queue.
        let isAwaited: Bool

        init(
            _ function: FunctionDeclSyntax, _ attribute: AttributeSyntax,
            in owner: any DeclGroupSyntax
        ) {
            self.function = function
            self.attribute = attribute
            isAwaited = function.isAsynchronous || function.isIsolated(in: owner)
        }

        /// Nil for whatever does not carry the attribute.
        init?(_ declaration: DeclSyntax, in owner: any DeclGroupSyntax) {
            guard let function = declaration.as(FunctionDeclSyntax.self),
                let attribute = function.attributes.first(named: "Subscribe")
            else { return nil }
            self.init(function, attribute, in: owner)
        }

        static func all(in owner: any DeclGroupSyntax) -> [Self] {
            owner.memberBlock.members.compactMap { Self($0.decl, in: owner) }
        }

        /// Its line in the list of the type's handlers.
        func line(of type: String) -> String {
            guard let event = parameters.first else { return "" }
            let eventType = event.type.trimmedDescription
            let name = function.name.trimmedDescription
            let label = event.firstName.trimmedDescription
            guard isAwaited else {
                // The type after `as` chooses among methods of one name.
                return "PetrelBus.On(\(type).\(name)(\(label):) as @Sendable (\(type)) -> "
                    + "(\(eventType)) throws -> Void\(arguments))"
            }
            let attempt = function.signature.effectSpecifiers?.throwsClause == nil ? "" : "try "
            let argument = label == "_" ? "event" : "\(label): event"
            return "PetrelBus.On(async: \(eventType).self\(arguments)) "
                + "{ (subscriber: \(type), event: \(eventType)) in "
                + "\(attempt)await subscriber.\(name)(\(argument)) }"
        }

        var parameters: FunctionParameterListSyntax {
            function.signature.parameterClause.parameters
        }

        /// What the attribute says, handed on as it stands.
        private var arguments: String {
            attributeArguments.map { ", \($0.with(\.trailingComma, nil).trimmedDescription)" }
                .joined()
        }

        var attributeArguments: [LabeledExprSyntax] {
            guard case .argumentList(let list)? = attribute.arguments else { return [] }
            return Array(list)
        }
    }
#endif
