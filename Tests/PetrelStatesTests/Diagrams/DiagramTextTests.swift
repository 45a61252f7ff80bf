import PetrelStates
import Testing

struct DiagramTextTests {
    @Test func `Mermaid shows one arrow for each pair of states`() {
        #expect(
            Diagram(Drive.self).mermaid() == """
                stateDiagram-v2
                    direction LR
                    state "New" as s0
                    [*] --> s0
                    state "Formatting" as s1
                    s1 --> s1: Report
                    class s1 transient
                    state "Ready" as s2
                    s2 --> s2: Report
                    state "Mounted" as s3
                    state "Removed" as s4
                    s4 --> [*]
                    s0 --> s1: Format
                    s0 --> s4: Remove
                    s1 --> s2: Done ◇
                    s1 --> s0: Done ◇
                    s2 --> s3: Mount #91;the drive is not locked#93;
                    s2 --> s4: Remove
                    s3 --> s2: Unmount
                    classDef transient stroke-dasharray: 5 4

                """)
    }

    @Test func `Graphviz gets the same arrows`() {
        #expect(
            Diagram(StateMachine(Door.self)).dot() == """
                digraph "Door" {
                    rankdir=LR
                    node [shape=box, style=rounded, fontname="sans-serif"]
                    edge [fontname="sans-serif", fontsize=10]
                    s0 [label="Open", tooltip="people can pass"]
                    s1 [label="Closed", tooltip="nobody can pass"]
                    begin_s1 [shape=point, width=0.12, label=""]
                    begin_s1 -> s1
                    s1 -> s0 [label="Pull"]
                    s0 -> s1 [label="Push"]
                }

                """)
    }

    @Test func `a state that a resource may be removed from says so in every form`() {
        let machine = StateMachine<Door.State, Door.Trigger>(
            kind: "Gate", initial: [.open],
            states: [.stable(.open, ""), .stable(.closed, "", removable: true)],
            rows: [.from(.open, on: .push, to: .closed)])
        let diagram = Diagram(machine)
        #expect(diagram.mermaid().contains("    s1 --> [*]: (removed)\n"))
        #expect(diagram.dot().contains("    s1 -> end_s1 [style=dashed, label=\"(removed)\"]\n"))
        #expect(diagram.svg().contains(">may be removed for good from here<"))
        #expect(!Diagram(Drive.self).svg().contains("may be removed"))
    }

    @Test func `triggers between the same states share an arrow`() {
        let machine = StateMachine<Door.State, Drive.Trigger>(
            kind: "Gate", initial: [.open],
            rows: [
                .from(.open, on: .mount, to: .closed), .from(.open, on: .remove, to: .closed),
            ])
        #expect(Diagram(machine).mermaid().contains("    s0 --> s1: Mount<br/>Remove\n"))
        #expect(Diagram(machine).dot().contains("    s0 -> s1 [label=\"Mount\\nRemove\"]\n"))
    }

    @Test func `a row through a state declared outside is still shown`() {
        let machine = StateMachine<Door.State, Door.Trigger>(
            kind: "Gate", initial: [.open],
            states: [.stable(.open, ""), .outside(.closed, "")],
            rows: [.from(.open, on: .push, to: .closed)])
        #expect(Diagram(machine).mermaid().contains("s0 --> s1: Push"))
    }

    @Test func `no name can end a line of Mermaid or begin an instruction`() {
        let lines = Diagram(Hostile.self).mermaid().split(separator: "\n")
        let harmless = #/[\p{L}\p{N} _.,◇#;:<>\/\[\]*"-]+/#
        for line in lines {
            #expect(line.wholeMatch(of: harmless) != nil, "\(line)")
            #expect(!line.contains("<script") && !line.contains("%%"))
        }
        let declarations = lines.filter { $0.hasPrefix("    state ") }
        #expect(declarations.count == Hostile.State.allCases.count)
        #expect(declarations.allSatisfy { $0.count { $0 == "\"" } == 2 })
    }

    @Test func `no name can end a quoted string of Graphviz`() {
        for line in Diagram(Hostile.self).dot().split(separator: "\n") {
            let unescaped = line.replacing(#/\\./#, with: "")
            #expect(unescaped.count { $0 == "\"" }.isMultiple(of: 2), "\(line)")
            #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 })
        }
        let quotes = #"s1 [label="\"]; evil [label=\"\\\" } %%{init}%%""#
        #expect(Diagram(Hostile.self).dot().contains(quotes))
    }
}
