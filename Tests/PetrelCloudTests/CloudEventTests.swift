import PetrelBus
import PetrelCloud
import PetrelStates
import Testing

@Suite struct CloudEventTests {
    let machine = ResourceReference("VirtualMachine", "0b6f6f0e-1c2d-4e3f-8a9b-0c1d2e3f4a5b")
    let owner = CloudEvent.Owner(account: "a1", domain: "d1")

    @Test func `an action is filed under its dashed type and its resource`() {
        let event = CloudEvent.action(
            "VM.START", .started, on: machine, by: .init(user: "u1", account: "a1"), owner: owner)
        #expect(event.topic.description == "management-server.ActionEvent.VM-START.\(vm)")
    }

    @Test func `a state change is filed under its trigger`() {
        let event = CloudEvent.stateChange(
            of: machine, version: 2, from: "Stopped", on: "StartRequested", to: "Starting",
            owner: owner)
        #expect(
            event.topic.description
                == "management-server.ResourceStateEvent.StartRequested.\(vm)")
    }

    @Test func `what an alert lacks becomes a star`() {
        let event = CloudEvent.alert("ALERT.MEMORY", subject: "low", body: "10 % left")
        #expect(event.topic == "management-server.AlertEvent.ALERT-MEMORY.*.*")
    }

    @Test func `a topic that would be too long keeps a share of every word`() {
        let long = String(repeating: "é.", count: 200)
        let event = CloudEvent(
            category: .resourceState, type: EventType(long), source: long,
            resource: ResourceReference(ResourceKind(long), long))
        #expect(event.topic.count == 5)
        #expect(event.topic.description.utf8.count <= 255)
        #expect(event.topic.description.hasPrefix("é-é-"))
    }

    @Test(arguments: CloudEvent.Outcome.allCases)
    func `only an ended step can be a success or a failure`(outcome: CloudEvent.Outcome) {
        #expect(outcome.isFinal == (outcome.status == "Completed"))
        if outcome.isSuccess != nil { #expect(outcome.isFinal) }
    }

    private var vm: String { "VirtualMachine.\(machine.id)" }
}
