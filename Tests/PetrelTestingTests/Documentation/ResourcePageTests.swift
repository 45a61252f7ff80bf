import PetrelCloud
import PetrelStates
import PetrelTesting
import Testing

/// A lamp in the hall.
private enum Lamp: CloudResource {
    enum State: String, LifecycleName {
        case off = "Off"
        case warming = "Warming"
        case on = "On"
        case broken = "Broken"
        case stolen = "Stolen"
    }
    enum Trigger: String, LifecycleName {
        case press = "Press"
        case pull = "Pull"
        case warm = "Warm"
    }

    static let kind = "Lamp"
    static let family = ResourceFamily.service
    static let initial: [State] = [.off]
    static let states: [StateDescription<State>] = [
        .stable(.off, "dark", removable: true),
        .transient(.warming, "glows | flickers", limit: .seconds(90)),
        .stable(.on, "bright"),
        .final(.broken, "dark for ever"),
        .outside(.stolen, "gone"),
    ]
    static let meteredAtCreation: [State: [Metering]] = [.off: [.opens(Meter("HOOK"))]]
    static let meteredActions: [EventType: [Metering]] = ["LAMP.MOVE": [.changes(Meter("HOOK"))]]
    static let transitions: [Transition<State, Trigger>] = [
        .from(.off, on: .press, to: .warming, when: Guard("there is a bulb") { _ in true }),
        .from(.warming, on: .warm, toOneOf: [.on, .broken], metered: [.opens(Meter("LIGHT"))]),
        .from(.on, on: .press, to: .off, metered: [.closes(Meter("LIGHT"))]),
        .from(.on, on: .pull, to: .off, metered: [.closes(Meter("LIGHT"))]),
        .from(.on, on: .warm, to: .on, silent: true),
    ]
    static let eventTypes: [EventType] = ["LAMP.MOVE", "LAMP.SELL"]
}

/// The glass of a lamp.
private enum Bulb: CloudResource {
    enum State: String, LifecycleName { case whole = "Whole" }
    typealias Trigger = NoTrigger

    static let kind = "BulbOfLamp"
    static let family = ResourceFamily.service
    static let aspectOf: String? = Lamp.kind
    static let initial: [State] = [.whole]
    static let states: [StateDescription<State>] = [.stable(.whole, "whole", removable: true)]
    static let transitions: [Transition<State, Trigger>] = []
    static let eventTypes: [EventType] = []
}

@Suite struct ResourcePageTests {
    private let page: String

    init() throws {
        let source = """
            /// A lamp with a ``Bulb`` and a ``Cord``.
            enum Lamp {}
            """
        let life = try #require(DocumentationComment(above: "enum Lamp", in: source))
        page =
            ResourcePage(
                of: [Bulb.self, Lamp.self], lives: ["Lamp": life], origin: "Made by hand."
            ).markdown
    }

    @Test func `it begins with what there is and where it comes from`() {
        #expect(page.contains("drawn from the rows that run it. Made by hand.\n"))
        #expect(page.contains("\n2 kinds, 5 rows:\n"))
        #expect(
            page.contains(
                "\n- [service](#family-service): [Lamp](#lamp), [BulbOfLamp](#bulboflamp)\n"))
    }

    @Test func `a life is told and leads to the kinds it names`() {
        #expect(page.contains("\nA lamp with a [`BulbOfLamp`](#bulboflamp) and a `Cord`.\n"))
    }

    @Test func `the side of a resource stands behind it and says so`() throws {
        let lamp = try #require(page.firstRange(of: "### Lamp\n"))
        let bulb = try #require(page.firstRange(of: "### BulbOfLamp\n"))
        #expect(lamp.lowerBound < bulb.lowerBound)
        #expect(page.contains("; a side of [Lamp](#lamp)\n"))
    }

    @Test func `the picture is the machine's own`() {
        #expect(page.contains("```mermaid\n\(Diagram(Lamp.self).mermaid())```\n"))
    }

    @Test func `every state says how one is in it and what that means`() {
        #expect(
            page.contains(
                """
                | `Off` | initial, stable, removable | dark |
                | `Warming` | transient, 90 s | glows \\| flickers |
                | `On` | stable | bright |
                | `Broken` | final | dark for ever |
                | `Stolen` | outside | gone |

                """))
    }

    @Test func `rows that do the same share a line`() {
        #expect(
            page.contains(
                """
                <details><summary>5 rows</summary>

                | From | On | To | Usage | Note |
                | --- | --- | --- | --- | --- |
                | `Off` | `Press` | `Warming` |  | if there is a bulb |
                | `Warming` | `Warm` | `On` or `Broken` | opens `LIGHT` |  |
                | `On` | `Press`, `Pull` | `Off` | closes `LIGHT` |  |
                | `On` | `Warm` | `On` |  | silent |

                </details>
                """))
        #expect(page.contains("\nNo rows: it is made and removed"))
    }

    @Test func `what costs apart from the rows is listed, and the event types`() {
        #expect(page.contains("\n- Created `Off` opens `HOOK`.\n- `LAMP.MOVE` changes `HOOK`.\n"))
        #expect(page.contains("\nAction events: `LAMP.MOVE`, `LAMP.SELL`\n"))
        #expect(page.contains("\nAction events: none of its own.\n"))
    }
}
