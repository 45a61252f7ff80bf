#if !Macros
    /// Without the trait `Macros` nothing is expanded; a macro target still needs an entry point.
    @main struct Plugin {
        static func main() {}
    }
#endif
