import PetrelBus
import PetrelCloud
import PetrelStates
import Testing

@Suite struct CloudEventExchangeTests {
    let machine = ResourceReference(.virtualMachine, "0b6f6f0e-1c2d-4e3f-8a9b-0c1d2e3f4a5b")
    let actor = CloudEvent.Actor(user: "u1", account: "a1")
    let time = Timestamp("2026-11-22T17:00:00.999999999Z")!

    @Test func `an action has the members of CloudStack and no others`() {
        let event = CloudEvent.action(
            "VM.START", .succeeded, on: machine, by: actor,
            owner: .init(account: "a2", domain: "d2", project: "p2"), description: "done",
            attributes: ["entities": ["Network": "n1", "status": "never"]], time: time)
        #expect(
            event.plainBody == """
                {"event":"VM.START","status":"Completed","description":"done","account":"a1",\
                "user":"u1","project":"p2","entity":"VirtualMachine","entityuuid":"\(machine.id)",\
                "Network":"n1","eventDateTime":"2026-11-22 17:00:00 +0000"}
                """)
    }

    @Test func `only a machine's change says whether it is over`() {
        let change = { (resource: ResourceReference) in
            CloudEvent.stateChange(
                of: resource, version: 3, from: "A", on: "Go", to: "B", owner: nil, time: time)
        }
        #expect(
            change(machine).plainBody == """
                {"resource":"VirtualMachine","id":"\(machine.id)","old-state":"A","new-state":"B",\
                "status":"postStateTransitionEvent","eventDateTime":"2026-11-22 17:00:00 +0000"}
                """)
        #expect(
            change(ResourceReference("Volume", "v1")).plainBody == """
                {"resource":"Volume","id":"v1","old-state":"A","new-state":"B",\
                "eventDateTime":"2026-11-22 17:00:00 +0000"}
                """)
    }

    @Test func `usage names the class of its resource`() throws {
        let event = CloudEvent.usage(
            "VM.START", of: machine, owner: .init(account: "a2"), zone: "z1", time: time)
        #expect(
            event.plainBody == """
                {"account":"a2","zone":"z1","event":"VM.START",\
                "resource":"com.cloud.vm.VirtualMachine","id":"\(machine.id)",\
                "eventDateTime":"2026-11-22 17:00:00 +0000"}
                """)
        #expect(try CloudEvent(exchange: event.exchangeMessage()).resource == machine)
    }

    @Test func `an alert has neither resource nor level`() {
        let event = CloudEvent.alert(
            "ALERT.CPU", subject: "s", body: "b", zone: "z1", pod: "p1", time: time)
        #expect(
            event.plainBody == """
                {"event":"ALERT.CPU","dataCenterId":"z1","podId":"p1","subject":"s","body":"b",\
                "eventDateTime":"2026-11-22 17:00:00 +0000"}
                """)
    }

    @Test func `a job shows no password, and unknown stands for no resource`() {
        let event = CloudEvent.job(
            "j1", .complete, .succeeded, command: "Deploy", commandType: "VM.CREATE", on: nil,
            by: actor, owner: nil, request: ["name": "web", "password": "hunter2"],
            result: ["virtualmachine": ["Password": "x", "id": 7]], time: time)
        #expect(
            event.plainBody == """
                {"command":"Deploy","user":"u1","account":"a1","processStatus":"0",\
                "resultCode":"0","status":"SUCCEEDED","commandEventType":"VM.CREATE","jobId":"j1",\
                "jobResult":{"virtualmachine":{"Password":"","id":7}},\
                "cmdInfo":{"name":"web","password":""}}
                """)
        #expect(event.topic == "management-server.AsyncJobEvent.complete.unknown.*")
    }

    @Test(
        arguments: [
            (.created, "Created", "IN_PROGRESS"), (.scheduled, "Scheduled", "IN_PROGRESS"),
            (.started, "Started", "IN_PROGRESS"), (.completed, "Completed", "SUCCEEDED"),
            (.succeeded, "Completed", "SUCCEEDED"), (.failed, "Completed", "FAILED"),
            (.cancelled, "Completed", "CANCELLED"),
        ] as [(CloudEvent.Outcome, String, String)])
    func `an outcome is told in CloudStack's words`(
        outcome: CloudEvent.Outcome, action: String, job: String
    ) {
        let actionEvent = CloudEvent.action(.vmStart, outcome, on: nil, by: actor, owner: nil)
        #expect(actionEvent.plainBody.contains(#""status":"\#(action)""#))
        let jobEvent = CloudEvent.job(
            "j1", .complete, outcome, command: "c", commandType: nil, on: nil, by: actor, owner: nil
        )
        #expect(jobEvent.plainBody.contains(#""status":"\#(job)""#))
    }

    @Test(
        arguments: [
            ("IN_PROGRESS", .started, .info), ("SUCCEEDED", .succeeded, .info),
            ("FAILED", .failed, .error), ("CANCELLED", .cancelled, .info),
        ] as [(String, CloudEvent.Outcome, CloudEvent.Level)])
    func `a foreign job's status becomes an outcome`(
        status: String, outcome: CloudEvent.Outcome, level: CloudEvent.Level
    ) throws {
        let message = ExchangeMessage(
            routingKey: "management-server.AsyncJobEvent.complete.VirtualMachine.v1",
            body: Array(#"{"status":"\#(status)"}"#.utf8))
        let event = try CloudEvent(exchange: message)
        #expect(event.outcome == outcome)
        #expect(event.level == level)
    }

    @Test func `a foreign body keeps what has no place in an event`() throws {
        let message = ExchangeMessage(
            routingKey: "management-server.AsyncJobEvent.submit.unknown.",
            body: Array(
                #"{"jobId":"j1","status":"IN_PROGRESS","resultCode":"4","new":[1],"cmdInfo":{"password":"x"}}"#
                    .utf8))
        let event = try CloudEvent(exchange: message, received: time)
        #expect(event.resource == nil)
        #expect(event.cause?.job == "j1")
        #expect(event.outcome == .scheduled)
        #expect(event.time == time)
        #expect(event.attributes == ["resultCode": 4, "new": [1], "cmdInfo": ["password": ""]])
    }

    @Test func `a change that is still to come is told from one that happened`() throws {
        let message = ExchangeMessage(
            routingKey: "management-server.ResourceStateEvent.StartRequested.VirtualMachine.v1",
            body: Array(
                """
                {"status":"preStateTransitionEvent","old-state":"Stopped","new-state":"Starting",\
                "resource":"VirtualMachine","id":"v1","eventDateTime":"2026-11-22 18:00:00 +0100"}
                """.utf8))
        let event = try CloudEvent(exchange: message)
        #expect(event.outcome == .started)
        #expect(event.trigger == "StartRequested")
        #expect(event.time == Timestamp("2026-11-22T17:00:00Z"))
        #expect(event.topic.description == message.routingKey)
    }

    @Test(arguments: [
        ("management-server.ActionEvent.VM-START.VirtualMachine", "{}"),
        ("management-server.OtherEvent.VM-START.VirtualMachine.v1", "{}"),
        ("management-server.ActionEvent.VM-START.VirtualMachine.v1", "[]"),
        ("management-server.ActionEvent.VM-START.VirtualMachine.v1", "{\"event\":1}"),
        ("management-server.ActionEvent.VM-START.VirtualMachine.v1", "{\"eventDateTime\":\"\"}"),
    ])
    func `a message that is no event is refused`(key: String, body: String) {
        #expect(throws: CloudEventError.self) {
            try CloudEvent(exchange: ExchangeMessage(routingKey: key, body: Array(body.utf8)))
        }
    }
}

extension CloudEvent {
    fileprivate var plainBody: String { String(decoding: exchangeMessage().body, as: UTF8.self) }
}
