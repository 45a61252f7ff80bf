import PetrelCloud
import PetrelLedger
import PetrelPlugin
import PetrelServerTesting
import Testing
import TicketPlugin

@Suite struct TicketPluginTests {
    @Test(arguments: PluginExam.questions)
    func `it keeps what every plug-in promises`(question: PluginExam.Question) async throws {
        try await question.ask(TicketPlugin.self, PluginSettings(place: "plugins.tickets"))
    }

    @Test func `an alert that is bad enough opens one ticket, which can be closed`() async throws {
        let stage = try PluginStage()
        let settings = PluginSettings(
            place: "plugins.tickets", values: ["prefix": "OPS", "level": "ERROR"])
        for round in 1...2 {
            // The second host finds what the first one did, and does nothing twice.
            let host = stage.host([TicketPlugin.self], settings: ["tickets": settings])
            try await stage.running(host) { host in
                if round == 1 {
                    _ = try await stage.ledger.commit(
                        Commit(events: [
                            .alert("ALERT.MANAGEMENT", subject: "Small", body: "", level: .warning),
                            .alert("ALERT.MANAGEMENT", subject: "Large", body: "", level: .error),
                        ]))
                }
                await host.settled("tickets", through: try await stage.ledger.lastSequence)
                let tickets = try await ask("listTickets", [:], stage)
                #expect(tickets.map { $0["name"] } == ["OPS-1"])
                #expect(tickets.first?["subject"] == "Large")
                if round == 2 { _ = try await ask("closeTicket", ["name": "OPS-1"], stage) }
            }
        }
    }

    private func ask(
        _ name: String, _ parameters: [String: String], _ stage: PluginStage
    ) async throws -> [JSONValue] {
        let command = try #require(stage.registry.command(name))
        let caller = Caller(
            user: "user-1", account: "account-1", username: "admin", accountName: "admin",
            domain: "domain-1", domainPath: "/", role: .admin)
        let answer = try await command.run(
            APICall(command: name, caller: caller, parameters: parameters))
        guard case .list(let items, _) = answer else { return [] }
        return items
    }
}
