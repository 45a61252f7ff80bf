internal import PetrelCloud
internal import PetrelLedger

extension LedgerExam {
    static let rules = [
        Question("states move only along the rows of their machine", onlyAlongRows),
        Question("a life begins and ends where its kind says", beginningAndEnd),
        Question("an event tells of the change it comes with", eventFits),
        Question("events carry what their change came to", eventsAreComplete),
    ]

    private static func onlyAlongRows(_ ledger: any Ledger) async throws {
        let machine = SampleMachine("vm-1")
        _ = try await ledger.commit(Commit(changes: [machine.creation()]))
        let moves = [
            machine.move(from: "Stopped", on: "StartRequested", to: "Running", at: 1),
            machine.move(from: "Stopped", on: "OperationSucceeded", to: "Running", at: 1),
            machine.move(from: "Starting", on: "OperationSucceeded", to: "Running", at: 1),
        ]
        for move in moves {
            try await expect(refusal: "a move without a row", isNotAllowed) {
                try await ledger.commit(Commit(changes: [move]))
            }
        }
    }

    private static func beginningAndEnd(_ ledger: any Ledger) async throws {
        let machine = SampleMachine("vm-1")
        let action = machine.action("VM.CREATE")
        let running = Change(
            .create(kind: "VirtualMachine", id: "vm-1", state: "Running", machine.profile),
            event: action)
        try await expect(refusal: "a life that begins running", isNotAllowed) {
            try await ledger.commit(Commit(changes: [running]))
        }
        _ = try await ledger.commit(Commit(changes: [machine.creation()]))
        try await expect(refusal: "a second life", is: exists("vm-1")) {
            try await ledger.commit(Commit(changes: [machine.creation()]))
        }
        try await expect(refusal: "a removal from a state in between", isNotAllowed) {
            try await ledger.commit(Commit(changes: [machine.removal(at: 1)]))
        }
        let expunge = machine.move(
            from: "Stopped", on: "ExpungeOperation", to: "Expunging", at: 1)
        let end = try await ledger.commit(Commit(changes: [expunge, machine.removal(at: 2)]))
        try expect(end.resources.last?.removed != nil, "a removed resource says when")
        let removed = LedgerError.removed(kind: "VirtualMachine", id: "vm-1")
        try await expect(refusal: "a change after the end", is: removed) {
            try await ledger.commit(Commit(changes: [machine.rename(to: "late", at: 3)]))
        }
        let listed = try await ledger.resources(ResourceQuery(kind: "VirtualMachine")).elements
        try expect(listed.isEmpty, "lists leave out what was removed")
        let asked = try await ledger.resource(kind: "VirtualMachine", id: "vm-1")
        try expect(asked, is: end.resources.last, "who asks by id learns of what was removed")
    }

    private static func eventFits(_ ledger: any Ledger) async throws {
        let (first, second) = (SampleMachine("vm-1"), SampleMachine("vm-2"))
        _ = try await ledger.commit(Commit(changes: [first.creation(), second.creation()]))
        let start = first.start(at: 1)
        let strangers = [
            second.start(at: 1).event, first.action("VM.START"), first.fail(at: 1).event,
        ]
        for event in strangers {
            try await expect(refusal: "an event of something else", isMismatch) {
                try await ledger.commit(Commit(changes: [Change(start.action, event: event)]))
            }
        }
        try await expect(refusal: "an event of a change that is not made", isMismatch) {
            try await ledger.commit(Commit(changes: [start], events: [start.event]))
        }
        let count = try await ledger.count(EventQuery())
        try expect(count, is: 2, "events of refused commits")
    }

    private static func eventsAreComplete(_ ledger: any Ledger) async throws {
        let machine = SampleMachine("vm-1")
        let committed = try await ledger.commit(
            Commit(
                changes: [
                    machine.creation(), machine.start(at: 1), machine.rename(to: "b", at: 2),
                ],
                events: [machine.action("VM.START")]))
        let versions = committed.events.map(\.resourceVersion)
        try expect(versions, is: [1, 2, 3, nil], "versions in events")
        let states = committed.events.map { [$0.oldState, $0.newState] }
        let wanted: [[String?]] = [
            [nil, "Stopped"], ["Stopped", "Starting"], ["Starting", "Starting"], [nil, nil],
        ]
        try expect(states, is: wanted, "states in events")
        try expect(committed.resources.map(\.version), is: [1, 2, 3], "versions of resources")
        let page = try await ledger.events(EventQuery()).elements
        try expect(page, is: committed.events.reversed(), "events read back are those committed")
    }

    private static func exists(_ id: String) -> LedgerError {
        .exists(kind: "VirtualMachine", id: id)
    }

    private static func isNotAllowed(_ error: any Error) -> Bool {
        if case LedgerError.notAllowed = error { true } else { false }
    }

    private static func isMismatch(_ error: any Error) -> Bool {
        if case LedgerError.eventMismatch = error { true } else { false }
    }
}
