import PetrelCloud
import PetrelPlugin
import Testing

@testable import PetrelHTTP

@Suite struct CloudStackDiscoveryTests {
    private let fixture: CloudStackFixture

    init() throws {
        fixture = try CloudStackFixture()
    }

    private func apis(as name: String = "admin") async -> [JSONValue] {
        await fixture.send("command=listApis&listall=true", as: name).inside("listApis")?["api"]?
            .array ?? []
    }

    @Test func `listApis tells all that a generator of clients reads`() async throws {
        let apis = await apis()
        #expect(
            apis.compactMap { $0["name"]?.string } == [
                "deployMachine", "listApis", "listCapabilities", "listMachines", "login", "logout",
                "stopServer",
            ])
        for api in apis {
            #expect(api["description"]?.string != nil && api["isasync"]?.bool != nil)
            #expect(api["response"]?.array?.isEmpty == false && api["params"]?.array != nil)
            for parameter in api["params"]?.array ?? [] {
                #expect(
                    ["name", "description", "type"].allSatisfy { parameter[$0]?.string != nil })
                #expect(parameter["required"]?.bool != nil && parameter["length"]?.integer != nil)
            }
        }
        let deploy = try #require(apis.first)
        #expect(deploy["isasync"] == true && deploy["related"] == "listMachines")
        #expect(deploy["params"]?.array?.first?["required"] == true)
        let id = apis[3]["params"]?.array?.first
        #expect(id?["type"] == "uuid" && id?["related"] == "listMachines,deployMachine")
    }

    @Test func `a caller is told of what the caller may use`() async {
        let apis = await apis(as: "user")
        #expect(!apis.contains { $0["name"] == "stopServer" })
        let machines = apis.first { $0["name"] == "listMachines" }
        #expect(machines?["params"]?.array?.contains { $0["name"] == "hostname" } == false)
        let one = await fixture.send("command=listApis&name=listMachines").inside("listApis")
        #expect(one?["count"] == 1)
        #expect(await fixture.send("command=listApis&name=listNothing").status == 431)
    }

    @Test func `plug-ins add commands and take them away`() async throws {
        let command = APICommand("meterPower", "Meters.", roles: .everyone, response: .success) {
            _ in
            .failure("no meter")
        }
        try fixture.registry.add([command])
        #expect(await apis().count == 8)
        #expect(
            await fixture.send("command=meterPower").text
                == #"{"meterpowerresponse":{"success":false,"displaytext":"no meter"}}"#)
        fixture.registry.remove(["meterPower"])
        #expect(await fixture.send("command=meterPower").status == 401)
    }

    @Test func `a registry refuses what would be ambiguous, and all that came with it`() throws {
        func command(_ name: String, _ parameters: [APIParameter] = []) -> APICommand {
            APICommand(
                name, "", roles: .everyone, parameters: parameters, response: .success
            ) { _ in .success }
        }
        let registry = fixture.registry
        #expect(throws: CommandRegistry.Refusal.nameTaken("listMachines")) {
            try registry.add([command("new"), command("listMachines")])
        }
        #expect(throws: CommandRegistry.Refusal.sameEnvelope("listmachines", as: "listMachines")) {
            try registry.add([command("listmachines")])
        }
        #expect(throws: CommandRegistry.Refusal.parameterTwice("a", in: "x")) {
            try registry.add([command("x", [.string("a", ""), .string("A", "")])])
        }
        #expect(throws: CommandRegistry.Refusal.reservedParameter("expires", in: "x")) {
            try registry.add([command("x", [.date("expires", "")])])
        }
        #expect(registry.command("new") == nil)
    }

    @Test func `capabilities have their declared types and a version`() async {
        let capability = await fixture.send("command=listCapabilities").inside("listCapabilities")?[
            "capability"]
        #expect(capability?["cloudstackversion"] == "4.23.0.0")
        #expect(capability?["supportELB"] == "false")
        #expect(capability?["customdiskofferingmaxsize"] == 1_024)
    }

    @Test func `the OpenAPI document has a path for each command, and every name it points to`()
        throws
    {
        let commands = fixture.registry.all
        let document = OpenAPIDocument(commands, version: "1").json
        #expect(document["openapi"] == "3.1.0")
        #expect(
            Set(document["paths"]?.object?.keys.map { $0 } ?? [])
                == Set(commands.map { "/client/api/\($0.name)" }))
        let schemas = try #require(document["components"]?["schemas"]?.object)
        for reference in references(in: document) {
            let name = String(reference.split(separator: "/").last ?? "")
            #expect(schemas[name] != nil || document["components"]?["responses"]?[name] != nil)
        }
        let machine = schemas["listMachinesResponse"]?["properties"]?["machine"]?["items"]
        #expect(machine?["properties"]?["cpunumber"]?["type"] == "integer")
        #expect(machine?["properties"]?["nic"]?["items"]?["properties"]?["mtu"] != nil)
    }

    private func references(in value: JSONValue) -> [String] {
        switch value {
        case .object(let members):
            members.flatMap { name, value in
                name == "$ref" ? [value.string ?? ""] : references(in: value)
            }
        case .array(let elements): elements.flatMap { references(in: $0) }
        default: []
        }
    }
}
