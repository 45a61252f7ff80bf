import PetrelCloud
import PetrelStates
import Testing

@Suite struct CloudEventCloudEventsTests {
    let event = CloudEvent(
        id: EventID("019ab8c1-5b7e-7d31-8f2a-0c6e1b9d4a55")!, sequence: 42,
        category: .resourceState, type: "StartRequested", source: "rack 7",
        resource: ResourceReference(.virtualMachine, "v1"), resourceVersion: 3,
        oldState: "Stopped", trigger: "StartRequested", newState: "Starting", outcome: .succeeded,
        actor: .init(user: "u1", account: "a1"), owner: .init(account: "a2"), domainPath: "/x/",
        zone: "z1", time: Timestamp("2026-11-22T17:00:00Z")!)

    @Test func `attributes say what receivers route by, data the rest`() {
        let text = String(
            decoding: event.cloudEventsJSON(seal: .init(hash: "b2", previousHash: "b1")),
            as: UTF8.self)
        #expect(
            text == """
                {"specversion":"1.0","id":"019ab8c1-5b7e-7d31-8f2a-0c6e1b9d4a55",\
                "source":"rack%207","type":"StartRequested","subject":"VirtualMachine/v1",\
                "time":"2026-11-22T17:00:00.000000000Z","datacontenttype":"application/json",\
                "category":"ResourceStateEvent",\
                "topic":"rack 7.ResourceStateEvent.StartRequested.VirtualMachine.v1",\
                "sequence":"0000000000000000042","resourceversion":"3","oldstate":"Stopped",\
                "trigger":"StartRequested","newstate":"Starting","outcome":"succeeded",\
                "actor":"u1","owner":"a2","domainpath":"/x/","hash":"b2","previoushash":"b1",\
                "data":{"actor":{"user":"u1","account":"a1"},"owner":{"account":"a2"},\
                "zone":"z1","level":"INFO"}}
                """)
    }

    @Test func `names are lower-case letters and digits, and no value but data is structured`()
        throws
    {
        var random = Seeded(6)
        for _ in 0..<200 {
            let seal = EventSeal(hash: "b2", previousHash: "b1")
            let json = try JSONReader().read(random.event().cloudEventsJSON(seal: seal))
            for (name, value) in try #require(json.object) where name != "data" {
                #expect(name.allSatisfy { $0.isASCII && ($0.isNumber || $0.isLowercase) })
                #expect(value.string != nil)
            }
        }
    }

    @Test(arguments: ["specversion", "id", "type", "source", "time", "category"])
    func `an envelope without a required member is refused`(name: String) throws {
        var envelope = try #require(try JSONReader().read(event.cloudEventsJSON()).object)
        envelope[name] = nil
        #expect(throws: CloudEventError.missing(name)) {
            try CloudEvent.reading(cloudEvents: JSONValue.object(envelope).bytes)
        }
    }

    @Test(arguments: [
        ("id", "7"), ("sequence", "4x"), ("subject", "VirtualMachine"), ("subject", "a/b/c"),
        ("subject", "a%2/b"), ("time", "2026-11-22"), ("category", "Other"), ("specversion", "0.3"),
        ("outcome", "done"),
    ])
    func `an envelope with a senseless member is refused`(name: String, value: String) throws {
        var envelope = try #require(try JSONReader().read(event.cloudEventsJSON()).object)
        envelope[name] = .string(value)
        #expect(throws: CloudEventError.self) {
            try CloudEvent.reading(cloudEvents: JSONValue.object(envelope).bytes)
        }
    }
}
