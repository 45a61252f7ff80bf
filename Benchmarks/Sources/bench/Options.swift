/// What the command line asks for.
struct Options {
    /// Only workloads whose name contains this.
    var only = ""
    /// Where the page goes; nowhere when empty.
    var page = ""
    /// How much longer than usual to measure.
    var patience = 1.0
    /// Lines for the page that the program cannot know itself: toolchain, commit, date.
    var facts: [(name: String, value: String)] = []
    /// Other buses' nanoseconds an event, measured by programs of their own just before.
    var peers: [(name: String, value: Double)] = []

    static let usage = """
        bench [--only WORD] [--patience FACTOR] [--page FILE] [--fact NAME=TEXT]… [--peer NAME=NANOSECONDS]…

        """

    /// Nil when the arguments make no sense.
    init?(_ arguments: ArraySlice<String>) {
        var rest = arguments
        while let option = rest.popFirst() {
            guard let value = rest.popFirst() else { return nil }
            guard take(option, value) else { return nil }
        }
    }

    private mutating func take(_ option: String, _ value: String) -> Bool {
        let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
        switch option {
        case "--only": only = value
        case "--page": page = value
        case "--patience":
            guard let factor = Double(value), factor > 0 else { return false }
            patience = factor
        case "--fact":
            guard parts.count == 2 else { return false }
            facts.append((parts[0], parts[1]))
        case "--peer":
            guard parts.count == 2, let nanoseconds = Double(parts[1]) else { return false }
            peers.append((parts[0], nanoseconds))
        default: return false
        }
        return true
    }
}
