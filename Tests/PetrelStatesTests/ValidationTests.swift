import PetrelStates
import Testing

struct ValidationTests {
    enum State: String, LifecycleName { case on, off, busy, gone }
    enum Trigger: String, LifecycleName { case press, hold, tick }

    typealias Row = Transition<State, Trigger>
    typealias Description = StateDescription<State>

    static let described: [Description] = [
        .stable(.on, "lit"), .stable(.off, "dark"),
        .transient(.busy, "changing", limit: .seconds(1)), .final(.gone, "broken"),
    ]
    static let sound: [Row] = [
        .from(.off, on: .press, to: .busy), .from(.busy, on: .tick, toOneOf: [.on, .off]),
        .from(.on, on: .press, to: .off), .from(.on, on: .hold, to: .gone),
    ]

    /// The findings over a sound lamp with something changed.
    func findings(
        kind: String = "Lamp", initial: [State] = [.off], states: [Description] = described,
        rows: [Row] = sound, outsideTriggers: [Trigger] = []
    ) -> [LifecycleFinding] {
        StateMachine(
            kind: kind, initial: initial, states: states, rows: rows,
            outsideTriggers: outsideTriggers
        ).validate()
    }

    @Test func `finds nothing in sound tables`() {
        #expect(findings().isEmpty)
        #expect(StateMachine(Door.self).validate().isEmpty)
        #expect(StateMachine(Drive.self).validate().isEmpty)
        #expect(AnyStateMachine(Drive.self).validate().isEmpty)
    }

    @Test func `two rows for one state and trigger`() {
        let found = findings(rows: Self.sound + [.from(.off, on: .press, to: .on)])
        #expect(found.map(\.problem) == [.rowListedTwice])
        #expect(found[0].state == "off")
        #expect(found[0].trigger == "press")
        #expect(
            found[0].description
                == "Lamp: two rows begin in off on press; "
                + "only the first counts. Keep one; with several targets, write `toOneOf`."
        )
    }

    @Test func `a state nothing leads to`() {
        let rows: [Row] = [
            .from(.off, on: .press, to: .on), .from(.on, on: .hold, to: .gone),
            .from(.busy, on: .tick, to: .off),
        ]
        let found = findings(rows: rows)
        #expect(found.map(\.problem) == [.unreachableState])
        #expect(found[0].message == "Lamp: busy cannot be reached from off.")
        #expect(findings(initial: [.off, .busy], rows: rows).isEmpty)
    }

    @Test func `a dead end that is not final`() {
        let states = Self.described.dropLast() + [.stable(.gone, "broken")]
        let found = findings(states: Array(states))
        #expect(found.map(\.problem) == [.deadEnd])
        #expect(found[0].state == "gone")
        let looping = Self.sound + [.from(.gone, on: .hold, to: .gone)]
        #expect(findings(states: Array(states), rows: looping).map(\.problem) == [.deadEnd])
        #expect(findings(rows: looping).isEmpty)
    }

    @Test func `a state that a resource may be removed from is no dead end`() {
        let resting = Self.described.dropLast() + [.stable(.gone, "broken", removable: true)]
        #expect(findings(states: Array(resting)).isEmpty)
        let working =
            Self.described.dropLast() + [
                .transient(.gone, "breaking", limit: .seconds(1), removable: true)
            ]
        #expect(findings(states: Array(working)).isEmpty)
        let removable = Self.described.filter(\.isRemovable).map(\.state)
        #expect(removable == [.gone])
    }

    @Test func `a transient state without a way out or a limit`() {
        let states: [Description] = [
            .stable(.on, ""), .stable(.off, ""), .transient(.busy, "", limit: .zero),
            .transient(.gone, "", limit: .seconds(1)),
        ]
        let found = findings(states: states)
        #expect(
            found.map(\.problem) == [.transientStateWithoutLimit, .transientStateWithoutWayOut])
        #expect(found.map(\.state) == ["busy", "gone"])
    }

    @Test func `a description that is missing or there twice`() {
        let states = Self.described.dropLast() + [.stable(.on, "again")]
        let found = findings(states: Array(states))
        #expect(found.map(\.problem) == [.undescribedState, .stateDescribedTwice])
        #expect(found.map(\.state) == ["gone", "on"])
    }

    @Test func `a row that enters a state declared outside`() {
        let states = Self.described.dropLast() + [.outside(.gone, "")]
        let rows =
            Self.sound + [
                .from(.gone, on: .hold, to: .on), .from(.gone, on: .press, to: .gone),
            ]
        let found = findings(states: Array(states), rows: rows)
        #expect(found.map(\.problem) == [.rowOutside])
        #expect(found.map(\.state) == ["on"])
        #expect(found[0].message.contains("enters gone"))
    }

    @Test func `a final state that a row leaves`() {
        let found = findings(rows: Self.sound + [.from(.gone, on: .press, to: .off)])
        #expect(found.map(\.problem) == [.finalStateLeft])
        #expect(
            found[0].message
                == "Lamp: the row from gone on press "
                + "leads from a final state to off, which is not final."
        )
    }

    @Test func `no beginning, or one that cannot be`() {
        #expect(findings(initial: []).map(\.problem) == [.noInitialState])
        #expect(findings(initial: [.off, .off]).map(\.problem) == [.initialStateListedTwice])
        let states = Self.described.dropLast() + [.outside(.gone, "")]
        let rows = Self.sound.dropLast() + [.from(.on, on: .hold, to: .busy)]
        let found = findings(initial: [.off, .gone], states: Array(states), rows: Array(rows))
        #expect(found.map(\.problem) == [.initialStateOutside])
    }

    @Test func `targets that are missing or repeated`() {
        let rows =
            Self.sound + [
                .from(.off, on: .hold, toOneOf: []), .from(.off, on: .tick, toOneOf: [.on, .on]),
            ]
        #expect(findings(rows: rows).map(\.problem) == [.rowWithoutTarget, .targetListedTwice])
    }

    @Test func `silence about something that happened`() {
        let rows =
            Self.sound + [
                .from(.off, on: .hold, to: .on, silent: true),
                .from(.off, on: .tick, to: .off, metered: [.opens(Meter("LIGHT"))], silent: true),
            ]
        #expect(findings(rows: rows).map(\.problem) == [.silentChange, .silentMetering])
    }

    @Test func `triggers without a row, unless they are declared outside`() {
        let rows = Self.sound.dropLast() + [.from(.on, on: .tick, to: .gone)]
        let found = findings(rows: Array(rows))
        #expect(found.map(\.problem) == [.unusedTrigger])
        #expect(found[0].trigger == "hold")
        #expect(findings(rows: Array(rows), outsideTriggers: [.hold]).isEmpty)
        #expect(findings(outsideTriggers: [.hold]).map(\.problem) == [.outsideTriggerUsed])
    }

    @Test func `a kind without a name`() {
        #expect(findings(kind: "").map(\.problem) == [.unnamedKind])
    }

    @Test func `rows with names that allCases leaves out`() {
        enum Partial: String, LifecycleName {
            case here, hidden
            static let allCases: [Partial] = [.here]
        }
        let machine = StateMachine<Partial, Partial>(
            kind: "Odd", initial: [.here], states: [.stable(.here, "")],
            rows: [.from(.here, on: .here, to: .hidden), .from(.here, on: .hidden, to: .here)])
        #expect(machine.validate().map(\.problem) == [.unlistedState, .unlistedTrigger])
    }

    @Test func `all mistakes at once, each once`() {
        let found = findings(
            initial: [.off], states: Array(Self.described.dropLast()),
            rows: [
                .from(.off, on: .press, to: .on), .from(.off, on: .press, to: .off),
                .from(.on, on: .tick, to: .on),
            ])
        #expect(
            found.map(\.problem) == [
                .undescribedState, .rowListedTwice, .unusedTrigger, .unreachableState,
                .unreachableState, .deadEnd, .transientStateWithoutWayOut,
            ])
    }
}
