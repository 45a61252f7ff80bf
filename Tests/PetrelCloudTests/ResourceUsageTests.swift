import PetrelCloud
import PetrelStates
import Testing

struct ResourceUsageTests {
    @Test(arguments: ResourceSample.all)
    func `whatever happens, usage opens when it is closed and closes when it is open`(
        sample: ResourceSample
    ) {
        #expect(UsageWalk(sample).mistakes == [])
    }

    @Test(arguments: ResourceSample.all)
    func `an ended resource costs nothing`(sample: ResourceSample) {
        let walk = UsageWalk(sample)
        for state in sample.machine.states where state.role == .final {
            let open = walk.places.filter { $0.state == state.name }.flatMap(\.open)
            #expect(open.isEmpty, "\(state.name)")
        }
    }

    @Test(arguments: ResourceSample.all)
    func `only machines under way between on and off leave their usage open to question`(
        sample: ResourceSample
    ) {
        let walk = UsageWalk(sample)
        let unsure = sample.machine.stateNames.filter { !walk.metersOpenOrNot(in: $0).isEmpty }
        let expected = sample.machine.kind == "VirtualMachine" ? ["Migrating", "BackingUp"] : []
        #expect(unsure == expected)
    }

    /// Where each meter runs, whatever came before.
    static let running: [String: [Meter: Set<String>]] = [
        "VirtualMachine": [
            .runningVM: ["Running", "Stopping"],
            .allocatedVM: [
                "Starting", "Running", "Stopping", "Stopped", "Migrating", "Restoring", "BackingUp",
                "BackupError",
            ],
        ],
        "Volume": [
            .volume: [
                "Allocated", "Creating", "Ready", "Migrating", "Snapshotting",
                "RevertSnapshotting", "Resizing", "Attaching", "Restoring", "Consolidating",
            ],
            .volumeSecondary: ["Uploaded", "Copying"],
        ],
        "Snapshot": [
            .snapshot: ["CreatedOnPrimary", "BackingUp", "BackedUp", "Copying", "Destroying"]
        ],
        "VMSnapshot": [
            .vmSnapshot: ["Ready", "Reverting"], .vmSnapshotOnPrimary: ["Ready", "Reverting"],
        ],
        "Network": [
            .network: ["Allocated", "Setup", "Implementing", "Implemented", "Shutdown"]
        ],
        "Nic": [.networkOffering: ["Reserved", "Releasing"]],
        "IpAddress": [.ipAddress: ["Allocated"]],
        "VirtualMachineTemplate": [.template: ["Active"]],
        "Iso": [.iso: ["Active"]],
        "Bucket": [.bucket: ["Created"]],
    ]

    @Test(arguments: running.keys.sorted())
    func `a meter runs in these states and in no others`(kind: String) throws {
        let sample = try #require(ResourceSample.of(kind))
        let walk = UsageWalk(sample)
        var running: [Meter: Set<String>] = [:]
        for state in sample.machine.stateNames {
            for meter in walk.metersAlwaysOpen(in: state) {
                running[meter, default: []].insert(state)
            }
        }
        #expect(running == Self.running[kind])
    }

    /// What a machine is billed for after these triggers.
    func billed(_ triggers: VirtualMachine.Trigger...) throws -> Set<Meter> {
        let machine = StateMachine(VirtualMachine.self)
        var state = VirtualMachine.State.stopped
        var open = Set<Meter>().after(VirtualMachine.meteredAtCreation[.stopped] ?? [])
        for trigger in triggers {
            let change = try machine.erased.next(
                state: state.rawValue, trigger: trigger.rawValue)
            open = open.after(change.metering)
            state = try #require(VirtualMachine.State(rawValue: change.to))
        }
        return open
    }

    @Test func `a machine that dies while it migrates is no longer billed as running`() throws {
        #expect(
            try billed(.startRequested, .operationSucceeded, .migrationRequested)
                == [.allocatedVM, .runningVM])
        for death in [
            VirtualMachine.Trigger.agentReportStopped, .agentReportShutdowned,
            .followAgentPowerOffReport,
        ] {
            #expect(
                try billed(.startRequested, .operationSucceeded, .migrationRequested, death)
                    == [.allocatedVM])
        }
    }

    @Test func `moving the volumes of a stopped machine is not running`() throws {
        #expect(try billed(.storageMigrationRequested) == [.allocatedVM])
        #expect(try billed(.storageMigrationRequested, .agentReportStopped) == [.allocatedVM])
        #expect(
            try billed(.storageMigrationRequested, .followAgentPowerOnReport)
                == [.allocatedVM, .runningVM])
    }

    @Test func `a destroyed machine is billed again once it is recovered or restored`() throws {
        #expect(try billed(.destroyRequested) == [])
        #expect(try billed(.destroyRequested, .recoveryRequested) == [.allocatedVM])
        #expect(try billed(.destroyRequested, .restoringRequested) == [.allocatedVM])
        #expect(
            try billed(.destroyRequested, .restoringRequested, .restoringFailed)
                == [.allocatedVM])
    }

    @Test func `a machine that a backup breaks is not billed as running`() throws {
        let broken: Set<Meter> = try billed(
            .startRequested, .operationSucceeded, .backupRequested, .operationFailedToError)
        #expect(broken == [.allocatedVM])
    }
}
