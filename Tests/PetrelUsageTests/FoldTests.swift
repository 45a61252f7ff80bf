internal import PetrelCloud
internal import PetrelStates
internal import Testing

@testable internal import PetrelUsage

@Suite struct FoldTests {
    private func machine(_ told: [String: JSONValue] = ["serviceofferingid": "small"]) -> Story {
        var story = Story(.virtualMachine, "vm-1", told)
        story.begins("Stopped", at: 100)
        return story
    }

    private func running() -> Story {
        var story = machine()
        story.moves("StartRequested", to: "Starting", at: 110)
        story.moves("OperationSucceeded", to: "Running", at: 120)
        return story
    }

    @Test func `a machine is allocated from creation and runs from start to stop`() {
        var story = running()
        story.moves("StopRequested", to: "Stopping", at: 180)
        story.moves("OperationSucceeded", to: "Stopped", at: 200)
        #expect(story.times(.allocatedVM) == [[100, -1]])
        #expect(story.times(.runningVM) == [[120, 200]])
    }

    @Test func `a start that fails costs nothing`() {
        var story = machine()
        story.moves("StartRequested", to: "Starting", at: 110)
        story.moves("OperationFailed", to: "Stopped", at: 120)
        #expect(story.times(.runningVM).isEmpty)
    }

    @Test func `a machine that stops by itself stops costing`() {
        var story = running()
        story.moves("FollowAgentPowerOffReport", to: "Stopped", at: 150)
        #expect(story.times(.runningVM) == [[120, 150]])
    }

    @Test func `a host that is lost while a machine migrates ends its running time`() {
        var story = running()
        story.moves("MigrationRequested", to: "Migrating", at: 150)
        story.moves("AgentReportStopped", to: "Stopped", at: 170)
        #expect(story.times(.runningVM) == [[120, 170]])
    }

    @Test func `a migration leaves the running time in one piece`() {
        var story = running()
        story.moves("MigrationRequested", to: "Migrating", at: 150)
        story.told["hostid"] = "host-2"
        story.moves("OperationSucceeded", to: "Running", at: 170)
        #expect(story.times(.runningVM) == [[120, -1]])
    }

    @Test func `a stopped machine that migrates does not begin to run`() {
        var story = machine()
        story.moves("StorageMigrationRequested", to: "Migrating", at: 150)
        story.moves("AgentReportStopped", to: "Stopped", at: 170)
        #expect(story.times(.runningVM).isEmpty)
    }

    @Test func `a recovered machine is not charged for the time between`() {
        var story = machine()
        story.moves("DestroyRequested", to: "Destroyed", at: 200)
        story.moves("RecoveryRequested", to: "Stopped", at: 300)
        story.moves("DestroyRequested", to: "Destroyed", at: 400)
        story.moves("ExpungeOperation", to: "Expunging", at: 500)
        story.ends(at: 510)
        #expect(story.times(.allocatedVM) == [[100, 200], [300, 400]])
    }

    @Test func `whatever is open ends with the resource`() {
        var story = machine()
        story.moves("StorageMigrationRequested", to: "Migrating", at: 150)
        story.ends(at: 160)
        #expect(story.intervals().allSatisfy { $0.end == Timestamp(seconds: 160) })
    }

    @Test func `another size splits both meters of a machine at once`() {
        var story = running()
        story.isRevised(at: 150, ["serviceofferingid": "large"])
        story.acts("VM.DYNAMIC.SCALE", at: 151)
        #expect(story.times(.runningVM) == [[120, 150], [150, -1]])
        #expect(story.times(.allocatedVM) == [[100, 150], [150, -1]])
        let sizes = story.intervals().map { $0.terms.attributes["serviceofferingid"]?.string }
        #expect(sizes == ["small", "large", "small", "large"])
    }

    @Test func `a new owner pays from the moment of the change`() {
        var story = running()
        story.owner = CloudEvent.Owner(account: "account-2", domain: "domain-2")
        story.isRevised(at: 150)
        #expect(
            story.intervals().filter { $0.meter == .runningVM }.map(\.terms.account)
                == ["account-1", "account-2"])
    }

    @Test func `a scale of a stopped machine does not make it run`() {
        var story = machine()
        story.acts("VM.DYNAMIC.SCALE", at: 150)
        #expect(story.times(.runningVM).isEmpty)
    }

    @Test func `an action that failed means nothing`() {
        var story = Story(.bucket, "bucket-1", ["size": 1])
        story.begins("Allocated", at: 10)
        story.moves("CreateSucceeded", to: "Created", at: 20)
        story.acts("BUCKET.UPDATE", at: 30, ["size": 2], .failed)
        story.acts("BUCKET.UPDATE", at: 40, ["size": 3])
        #expect(story.times(.bucket) == [[20, 40], [40, -1]])
    }

    @Test func `a volume is split when it is resized, attached and detached`() {
        var story = Story(.volume, "volume-1", ["size": 10])
        story.begins("Allocated", at: 10)
        story.moves("CreateRequested", to: "Creating", at: 20)
        story.moves("OperationSucceeded", to: "Ready", at: 30)
        story.moves("AttachRequested", to: "Attaching", at: 40)
        story.told["virtualmachineid"] = "vm-1"
        story.moves("OperationSucceeded", to: "Ready", at: 50)
        story.moves("ResizeRequested", to: "Resizing", at: 60)
        story.told["size"] = 20
        story.moves("OperationSucceeded", to: "Ready", at: 70)
        story.told["virtualmachineid"] = nil
        story.isRevised(at: 80)
        story.moves("DestroyRequested", to: "Destroy", at: 90)
        #expect(story.times(.volume) == [[10, 50], [50, 70], [70, 80], [80, 90]])
    }

    @Test func `an upload that begins in the instant of its creation was never on primary storage`()
    {
        var story = Story(.volume, "volume-1", ["size": 10])
        story.begins("Allocated", at: 10)
        story.moves("UploadRequested", to: "UploadOp", at: 10)
        story.moves("OperationSucceeded", to: "Uploaded", at: 50)
        #expect(story.times(.volume).isEmpty)
        #expect(story.times(.volumeSecondary) == [[50, -1]])
    }

    @Test func `a clock that was set back makes neither overlaps nor negative lengths`() {
        var story = running()
        story.moves("FollowAgentPowerOffReport", to: "Stopped", at: 60)
        story.moves("StartRequested", to: "Starting", at: 61)
        story.moves("OperationSucceeded", to: "Running", at: 62)
        story.moves("FollowAgentPowerOffReport", to: "Stopped", at: 200)
        #expect(story.times(.runningVM) == [[120, 200]])
    }

    @Test func `a network is told by its state`() {
        var story = Story(.network, "network-1", ["networkofferingid": "n"])
        story.begins("Allocated", at: 10)
        story.moves("ImplementNetwork", to: "Implementing", at: 20)
        story.moves("OperationSucceeded", to: "Implemented", at: 30)
        let states = story.intervals().map { $0.terms.attributes["state"]?.string }
        #expect(states == ["Allocated", "Implementing", "Implemented"])
    }

    @Test func `a place in a security group is the machine's`() {
        var story = Story(.securityGroup, "group-1")
        story.begins("Active", at: 10)
        story.acts("SG.ASSIGN", at: 20, ["virtualmachineid": "vm-1"])
        story.acts("SG.ASSIGN", at: 30, ["virtualmachineid": "vm-2"])
        story.acts("SG.REMOVE", at: 40, ["virtualmachineid": "vm-1"])
        let places = story.intervals().map { [$0.subject, $0.end == nil ? "open" : "closed"] }
        #expect(places == [["vm-1", "closed"], ["vm-2", "open"]])
    }

    @Test func `every row of every kind keeps to one open interval of a slot`() {
        for life in ResourceCatalogue.all where !life.meters.isEmpty {
            let machine = AnyStateMachine(life)
            for row in machine.transitions {
                for target in row.targets {
                    var story = Story(ResourceKind(life.kind), "r", ["size": 1])
                    story.begins(row.from, at: 10)
                    story.moves(row.trigger, to: target, at: 20)
                    story.moves(row.trigger, to: target, at: 30)
                    story.ends(at: 40)
                    let intervals = story.intervals()
                    #expect(intervals.allSatisfy { ($0.end ?? $0.start) > $0.start }, "\(row)")
                }
            }
        }
    }
}
