import PetrelCloud
import PetrelOrchestrator
import PetrelPlugin
import Testing

/// Clients narrow whatever they list to the zone they work in.
@Suite struct ZoneTests {
    @Test func `whoever names the only zone finds what is in it and what is for all zones`()
        async throws
    {
        try await TestCloud.run { cloud in
            let admin = try await cloud.admin
            _ = try await cloud.deploy("web", as: admin)
            let zone = try await cloud.list("listZones", as: admin)[0]["id"].text
            var found: [String: Int] = [:]
            for command in cloud.registry.all where command.name.hasPrefix("list") {
                let takesZone = command.parameters.contains { $0.name == "zoneid" }
                guard takesZone, command.name != "listEvents", command.name != "listAlerts" else {
                    continue
                }
                var parameters =
                    command.name == "listTemplates" || command.name == "listIsos"
                    ? ["\(command.name == "listIsos" ? "iso" : "template")filter": "executable"]
                    : [:]
                let all = try await cloud.list(command.name, parameters, as: admin).count
                parameters["zoneid"] = zone
                #expect(
                    try await cloud.list(command.name, parameters, as: admin).count == all,
                    "\(command.name)")
                found[command.name] = all
            }
            #expect(found["listNetworkOfferings"] == 2)
            #expect(found["listVirtualMachines"] == 1)
            #expect(found.count > 10)
        }
    }
}
