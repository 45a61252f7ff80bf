import PetrelStates
import Testing

struct StateMachineTests {
    let doors = StateMachine(Door.self)
    let drives = StateMachine(Drive.self)

    @Test func `follows the row of a state and a trigger`() throws {
        #expect(try doors.next(from: .closed, on: .pull) == .open)
        #expect(try doors.next(from: .open, on: .push) == .closed)
        #expect(try drives.next(from: .mounted, on: .unmount) == .ready)
    }

    @Test(arguments: Drive.State.allCases, Drive.Trigger.allCases)
    func `does what its rows say and nothing else`(state: Drive.State, trigger: Drive.Trigger) {
        let row = Drive.transitions.first { $0.from == state && $0.trigger == trigger }
        #expect(drives.allows(trigger, in: state) == (row != nil))
        #expect(drives.triggers(from: state).contains(trigger) == (row != nil))
        guard let row else {
            #expect(throws: TransitionError.self) { try drives.next(from: state, on: trigger) }
            return
        }
        for target in row.targets {
            #expect((try? drives.next(from: state, on: trigger, to: target)) == target)
        }
    }

    @Test func `judges a guard over what the caller tells`() throws {
        let next = try drives.next(from: .ready, on: .mount, attributes: ["locked": "no"])
        #expect(next == .mounted)
        let error = #expect(throws: TransitionError.self) {
            try drives.next(from: .ready, on: .mount, attributes: ["locked": "yes"], of: "d1")
        }
        #expect(error?.reason == .unmet(requirement: "the drive is not locked"))
        #expect(
            error?.description
                == "Drive d1 stays Ready: Mount requires that the drive is not locked.")
    }

    @Test func `lets the caller choose among several targets`() throws {
        #expect(try drives.next(from: .formatting, on: .done, to: .new) == .new)
        let none = #expect(throws: TransitionError.self) {
            try drives.next(from: .formatting, on: .done, of: "d1")
        }
        #expect(
            none?.description
                == "Drive d1 stays Formatting: Done may lead to Ready or New; name one of them.")
        let wrong = #expect(throws: TransitionError.self) {
            try drives.next(from: .formatting, on: .done, to: .mounted, of: "d1")
        }
        #expect(
            wrong?.description
                == "Drive d1 stays Formatting: Done leads to Ready or New, not to Mounted.")
    }

    @Test func `refuses a target that a row with one target does not have`() {
        let error = #expect(throws: TransitionError.self) {
            try doors.next(from: .closed, on: .pull, to: .closed)
        }
        #expect(error?.reason == .targetNotAllowed("Closed"))
        #expect(error?.possible == ["Open"])
    }

    @Test func `says of a missing row what would have been possible`() {
        let error = #expect(throws: TransitionError.self) {
            try drives.next(from: .ready, on: .format, of: "d1")
        }
        #expect(error?.resource == ResourceReference(kind: "Drive", id: "d1"))
        #expect(error?.state == "Ready")
        #expect(error?.trigger == "Format")
        #expect(error?.possible == ["Mount", "Remove", "Report"])
        #expect(
            error?.description
                == "Drive d1 stays Ready: no row leads on from there by Format. "
                + "Possible from Ready: Mount, Remove, Report."
        )
    }

    @Test func `says at the end of a life that nothing is possible`() {
        let error = #expect(throws: TransitionError.self) {
            try drives.next(from: .removed, on: .format, of: "d1")
        }
        #expect(
            error?.description
                == "Drive d1 stays Removed: no row leads on from there by Format. "
                + "Nothing is possible from Removed."
        )
    }

    @Test func `knows what states mean and how long they may last`() {
        #expect(drives.description(of: .ready)?.meaning == "usable")
        #expect(drives.limit(of: .formatting) == .seconds(60))
        #expect(drives.limit(of: .ready) == nil)
    }

    @Test func `of two rows for one state and trigger the first counts`() throws {
        let machine = StateMachine<Door.State, Door.Trigger>(
            kind: "Gate", initial: [.closed],
            rows: [
                .from(.closed, on: .pull, to: .open), .from(.closed, on: .pull, to: .closed),
            ])
        #expect(try machine.next(from: .closed, on: .pull) == .open)
    }

    @Test func `is made from bare rows as well`() throws {
        let lamp = StateMachine<Door.State, Door.Trigger>(
            kind: "Lamp", initial: [.closed], rows: [.from(.closed, on: .pull, to: .open)])
        #expect(try lamp.next(from: .closed, on: .pull) == .open)
        #expect(lamp.description(of: .closed)?.role == .stable)
        #expect(lamp.description(of: .open)?.role == .final)
    }
}
