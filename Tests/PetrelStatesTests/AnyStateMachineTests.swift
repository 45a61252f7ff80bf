import PetrelStates
import Testing

struct AnyStateMachineTests {
    let drives = AnyStateMachine(Drive.self)

    @Test func `shows a kind by names`() {
        #expect(drives.kind == "Drive")
        #expect(drives.initial == ["New"])
        #expect(drives.outsideTriggers == ["Rewind"])
        #expect(drives.states.map(\.name) == Drive.states.map(\.state.rawValue))
        #expect(drives.description(of: "Removed")?.role == .final)
        #expect(drives.limit(of: "Formatting") == .seconds(60))
        #expect(drives.triggers(from: "Ready") == ["Mount", "Remove", "Report"])
        let row = drives.transition(from: "Ready", on: "Mount")
        #expect(row?.targets == ["Mounted"])
        #expect(row?.condition?.requirement == "the drive is not locked")
        #expect(drives.transitions.map(\.metering).filter { !$0.isEmpty }.count == 2)
    }

    @Test func `serves a list of kinds alike`() {
        let kinds: [any Lifecycle.Type] = [Door.self, Drive.self]
        #expect(kinds.map { AnyStateMachine($0).kind } == ["Door", "Drive"])
    }

    @Test func `answers by names as the typed machine does`() throws {
        let typed = StateMachine(Drive.self)
        for state in Drive.State.allCases {
            for trigger in Drive.Trigger.allCases {
                let expected = try? typed.next(from: state, on: trigger)
                let change = try? drives.next(state: state.rawValue, trigger: trigger.rawValue)
                #expect(change?.to == expected?.rawValue)
            }
        }
        let chosen = try drives.next(state: "Formatting", trigger: "Done", to: "New", id: "d1")
        #expect(chosen.to == "New")
        #expect(chosen.id == "d1")
    }

    @Test func `says which names it does not know`() {
        let state = #expect(throws: TransitionError.self) {
            try drives.next(state: "Redy", trigger: "Mount", id: "d1")
        }
        #expect(
            state?.description
                == "Drive d1 cannot be Redy: "
                + "the states of its kind are New, Formatting, Ready, Mounted, Removed, Legacy."
        )
        let trigger = #expect(throws: TransitionError.self) {
            try drives.next(state: "New", trigger: "Mont", id: "d1")
        }
        #expect(
            trigger?.description
                == "Drive d1 stays New: its kind has no trigger Mont. "
                + "Possible from New: Format, Remove."
        )
        let target = #expect(throws: TransitionError.self) {
            try drives.next(state: "New", trigger: "Format", to: "Redy", id: "d1")
        }
        #expect(
            target?.description == "Drive d1 stays New: Format leads to Formatting, not to Redy.")
    }

    @Test func `fires by names, in one call or waiting`() async throws {
        let log = Recorder.Log()
        let token = drives.add(Recorder(name: "a", log: log))
        let to = try drives.fire("Format", on: "d1", in: "New") { $0.to }
        #expect(to == "Formatting")
        #expect(log.all.count == 2)
        drives.remove(token)
        let waited = try await drives.fire("Done", on: "d1", in: "Formatting", to: "Ready") {
            await Task.yield()
            return $0.to
        }
        #expect(waited == "Ready")
        #expect(log.all.count == 2)
    }
}
