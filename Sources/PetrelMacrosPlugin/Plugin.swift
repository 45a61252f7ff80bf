#if Macros
    import SwiftCompilerPlugin
    import SwiftSyntaxMacros

    /// What the compiler starts to expand the macros of PetrelMacros.
    @main struct Plugin: CompilerPlugin {
        let providingMacros: [any Macro.Type] = [SubscriberMacro.self, SubscribeMacro.self]
    }
#else
    /// Without the trait `Macros` nothing is expanded; a macro target still needs an entry point.
    @main struct Plugin {
        static func main() {}
    }
#endif
