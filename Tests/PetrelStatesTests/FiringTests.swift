import PetrelStates
import Testing

struct FiringTests {
    struct Lost: Error {}

    let log = Recorder.Log()
    let drives = StateMachine(Drive.self)

    @Test func `hands the commit everything it must write`() throws {
        let change = try drives.fire(.remove, on: "d1", in: .ready) { $0 }
        #expect(change.kind == "Drive")
        #expect(change.id == "d1")
        #expect(change.from == "Ready")
        #expect(change.trigger == "Remove")
        #expect(change.to == "Removed")
        #expect(change.metering == [.closes(Meter("DRIVE"))])
        #expect(!change.isSilent)
    }

    @Test func `asks, commits, tells, in the order listeners were added`() throws {
        drives.add(Recorder(name: "a", log: log))
        drives.add(Recorder(name: "b", log: log))
        let answer = try drives.fire(.format, on: "d1", in: .new) { change in
            log.add("commit")
            return 7
        }
        #expect(answer == 7)
        #expect(
            log.all == [
                "a will Drive d1: New -Format-> Formatting",
                "b will Drive d1: New -Format-> Formatting",
                "commit",
                "a did Drive d1: New -Format-> Formatting true",
                "b did Drive d1: New -Format-> Formatting true",
            ])
    }

    @Test func `a veto stops everything and is told to those who had agreed`() throws {
        drives.add(Recorder(name: "a", log: log))
        drives.add(Recorder(name: "b", log: log, objection: "not today"))
        drives.add(Recorder(name: "c", log: log))
        let veto = #expect(throws: TransitionVeto.self) {
            try drives.fire(.format, on: "d1", in: .new) { _ in log.add("commit") }
        }
        #expect(
            log.all == [
                "a will Drive d1: New -Format-> Formatting",
                "b will Drive d1: New -Format-> Formatting",
                "a did Drive d1: New -Format-> Formatting false",
            ])
        #expect(
            veto?.description
                == "Drive d1 stays New: Recorder refused Format to Formatting: not today")
    }

    @Test func `a commit that throws is told as a failure and thrown on`() {
        drives.add(Recorder(name: "a", log: log))
        #expect(throws: Lost.self) {
            try drives.fire(.format, on: "d1", in: .new) { _ in throw Lost() }
        }
        #expect(log.all.last == "a did Drive d1: New -Format-> Formatting false")
    }

    @Test func `nobody is asked about what the rows do not allow`() {
        drives.add(Recorder(name: "a", log: log))
        #expect(throws: TransitionError.self) {
            try drives.fire(.mount, on: "d1", in: .new) { _ in log.add("commit") }
        }
        #expect(throws: TransitionError.self) {
            let locked = TransitionContext(attributes: ["locked": "yes"])
            try drives.fire(.mount, on: "d1", in: .ready, context: locked) { _ in log.add("commit")
            }
        }
        #expect(log.all.isEmpty)
    }

    @Test func `a self-transition is told like any other`() throws {
        drives.add(Recorder(name: "a", log: log))
        try drives.fire(.report, on: "d1", in: .formatting) { #expect($0.isSelfTransition) }
        #expect(log.all.count == 2)
    }

    @Test func `a silent self-transition is committed and told to nobody`() throws {
        drives.add(Recorder(name: "a", log: log, objection: "never"))
        try drives.fire(.report, on: "d1", in: .ready) { change in
            #expect(change.isSilent)
            log.add("commit")
        }
        #expect(log.all == ["commit"])
    }

    @Test func `a commit may wait, with the same order`() async throws {
        drives.add(Recorder(name: "a", log: log))
        try await drives.fire(.done, on: "d1", in: .formatting, to: .ready) { change in
            await Task.yield()
            log.add("commit \(change.to)")
        }
        #expect(
            log.all == [
                "a will Drive d1: Formatting -Done-> Ready", "commit Ready",
                "a did Drive d1: Formatting -Done-> Ready true",
            ])
        await #expect(throws: Lost.self) {
            try await drives.fire(.format, on: "d1", in: .new) { _ in
                await Task.yield()
                throw Lost()
            }
        }
        #expect(log.all.last == "a did Drive d1: New -Format-> Formatting false")
    }

    @Test func `listeners see the context and what the commit returned`() throws {
        struct Witness: StateListener {
            let log: Recorder.Log
            func didTransition(
                _ change: StateChange, outcome: TransitionOutcome, context: TransitionContext
            ) {
                guard case .committed(let sequence as Int) = outcome else { return }
                let job = context.details as? String ?? ""
                log.add("\(sequence) \(context.attributes["zone"] ?? "") \(job)")
            }
        }
        drives.add(Witness(log: log))
        let context = TransitionContext(attributes: ["zone": "z1"], details: "job-3")
        try drives.fire(.format, on: "d1", in: .new, context: context) { _ in 42 }
        #expect(log.all == ["42 z1 job-3"])
    }
}
