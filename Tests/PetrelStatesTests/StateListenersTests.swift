import PetrelStates
import Testing

struct StateListenersTests {
    let log = Recorder.Log()

    @Test func `a shared registry reaches all machines or one kind`() throws {
        let listeners = StateListeners()
        let doors = StateMachine(Door.self, listeners: listeners)
        let drives = StateMachine(Drive.self, listeners: listeners)
        listeners.add(Recorder(name: "all", log: log))
        doors.add(Recorder(name: "doors", log: log))
        try doors.fire(.pull, on: "front", in: .closed) { _ in }
        try drives.fire(.format, on: "d1", in: .new) { _ in }
        #expect(
            log.all == [
                "all will Door front: Closed -Pull-> Open",
                "doors will Door front: Closed -Pull-> Open",
                "all did Door front: Closed -Pull-> Open true",
                "doors did Door front: Closed -Pull-> Open true",
                "all will Drive d1: New -Format-> Formatting",
                "all did Drive d1: New -Format-> Formatting true",
            ])
    }

    @Test func `machines of their own share nobody`() throws {
        StateMachine(Door.self).add(Recorder(name: "a", log: log))
        try StateMachine(Door.self).fire(.pull, on: "front", in: .closed) { _ in }
        #expect(log.all.isEmpty)
    }

    @Test func `a removed listener hears nothing more`() throws {
        let doors = StateMachine(Door.self)
        let token = doors.add(Recorder(name: "a", log: log))
        doors.add(Recorder(name: "b", log: log))
        doors.remove(token)
        doors.remove(token)
        try doors.fire(.pull, on: "front", in: .closed) { _ in }
        #expect(log.all.count == 2)
        #expect(log.all.allSatisfy { $0.hasPrefix("b") })
    }

    @Test func `a listener may add and remove while a transition is under way`() throws {
        let doors = StateMachine(Door.self)
        let token = doors.add(Recorder(name: "a", log: log))
        try doors.fire(.pull, on: "front", in: .closed) { _ in
            doors.remove(token)
            doors.add(Recorder(name: "late", log: log))
        }
        #expect(
            log.all == [
                "a will Door front: Closed -Pull-> Open",
                "a did Door front: Closed -Pull-> Open true",
            ])
        try doors.fire(.push, on: "front", in: .open) { _ in }
        #expect(log.all.last == "late did Door front: Open -Push-> Closed true")
    }

    @Test func `adding and removing from many tasks loses nobody`() async throws {
        let doors = StateMachine(Door.self)
        await withTaskGroup { group in
            for number in 0..<200 {
                group.addTask { [log] in
                    let token = doors.add(Recorder(name: "\(number)", log: log))
                    _ = try? doors.fire(.pull, on: "\(number)", in: .closed) { _ in }
                    if number.isMultiple(of: 2) { doors.remove(token) }
                }
            }
        }
        let before = log.all.count
        try doors.fire(.push, on: "last", in: .open) { _ in }
        let told = log.all[before...].filter { $0.contains("did") }
        #expect(told.count == 100)
    }
}
