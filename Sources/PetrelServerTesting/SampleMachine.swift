public import PetrelCloud
public import PetrelLedger
internal import PetrelStates

/// A virtual machine as exams and tests write it: each step is a change with its event.
public struct SampleMachine: Sendable {
    public let id: String
    public var profile: Resource.Profile

    public init(
        _ id: String, account: String = "account-1", domainPath: String = "/acme/",
        name: String? = nil
    ) {
        self.id = id
        profile = Resource.Profile(
            name: name ?? id, owner: CloudEvent.Owner(account: account, domain: "domain-1"),
            domainPath: domainPath, zone: "zone-1")
    }

    /// Its creation, in the state that machines begin in.
    public func creation(time: Timestamp = .now) -> Change {
        Change(
            .create(kind: VirtualMachine.kind, id: id, state: "Stopped", profile),
            event: action("VM.CREATE", time: time))
    }

    /// A move, along a row of the machine or along none.
    public func move(
        from: String, on trigger: String, to: String, at version: Int64, time: Timestamp = .now
    ) -> Change {
        let move = Self.change(of: id, from: from, on: trigger, to: to)
        let event = CloudEvent.stateChange(
            of: reference, version: 0, from: from, on: trigger, to: to, owner: profile.owner,
            domainPath: profile.domainPath, zone: profile.zone, time: time)
        return Change(.move(move, at: version, nil), event: event)
    }

    /// Stopped to Starting.
    public func start(at version: Int64) -> Change {
        move(from: "Stopped", on: "StartRequested", to: "Starting", at: version)
    }

    /// Starting to Stopped again, so that there can be any number of moves.
    public func fail(at version: Int64) -> Change {
        move(from: "Starting", on: "OperationFailed", to: "Stopped", at: version)
    }

    /// A change that moves no state.
    public func rename(to name: String, at version: Int64) -> Change {
        var profile = profile
        profile.name = name
        return Change(
            .revise(kind: VirtualMachine.kind, id: id, at: version, profile),
            event: action("VM.UPDATE"))
    }

    public func removal(at version: Int64) -> Change {
        Change(
            .remove(kind: VirtualMachine.kind, id: id, at: version), event: action("VM.EXPUNGE"))
    }

    /// An event about it that tells of no change.
    public func action(_ type: EventType, time: Timestamp = .now) -> CloudEvent {
        CloudEvent.action(
            type, .succeeded, on: reference,
            by: CloudEvent.Actor(user: "user-1", account: "account-1"), owner: profile.owner,
            domainPath: profile.domainPath, zone: profile.zone, description: "\(type) of \(id)",
            time: time)
    }

    private static let machine = AnyStateMachine(VirtualMachine.self)

    /// Where the machine has no such row, one that was forged for it has.
    private static func change(
        of id: String, from: String, on trigger: String, to: String
    ) -> StateChange {
        if let change = try? machine.next(state: from, trigger: trigger, to: to, id: id) {
            return change
        }
        guard let state = VirtualMachine.State(rawValue: from),
            let target = VirtualMachine.State(rawValue: to),
            let trigger = VirtualMachine.Trigger(rawValue: trigger),
            let change = try? StateMachine(
                kind: VirtualMachine.kind, initial: [.stopped],
                rows: [.from(state, on: trigger, to: target)]
            ).erased.next(state: from, trigger: trigger.rawValue, to: to, id: id)
        else { preconditionFailure("no machine has a state or trigger of that name") }
        return change
    }

    private var reference: ResourceReference {
        ResourceReference(.virtualMachine, id)
    }
}
