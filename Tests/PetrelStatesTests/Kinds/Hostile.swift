import PetrelStates

/// Names that mean something to Mermaid, Graphviz or XML, and one that is far too long.
enum Hostile: Lifecycle {
    enum State: String, LifecycleName {
        case markup = "</text><script>alert('x')</script>&amp;"
        case quotes = "\"]; evil [label=\"\\\" } %%{init}%%"
        case lines = "end\nstate x {\r\t-->\u{0}\u{1B}\u{FFFE}: ;#"
        case long =
            "Looooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooong"
        case foreign = "次の状態 🦜 é"
    }
    enum Trigger: String, LifecycleName {
        case arrow = "a --> b : c; d\ne"
        case tag = "<br/>\" onload=\"x"
    }
    static let kind = "<Kind> & \"Co\"\n}"
    static let initial: [State] = [.markup]
    static let states: [StateDescription<State>] = [
        .stable(.markup, "]]> <!-- -->"),
        .transient(.quotes, "\"\\", limit: .seconds(90)),
        .stable(.lines, "\u{0}"),
        .stable(.long, ""),
        .final(.foreign, ""),
    ]
    static let transitions: [Transition<State, Trigger>] = [
        .from(.markup, on: .arrow, to: .quotes),
        .from(.markup, on: .tag, to: .markup),
        .from(.quotes, on: .arrow, toOneOf: [.lines, .long]),
        .from(.lines, on: .arrow, to: .long, when: Guard("</title>\" [x]") { _ in true }),
        .from(.long, on: .tag, to: .foreign, metered: [.closes(Meter("<&>"))]),
    ]
}
