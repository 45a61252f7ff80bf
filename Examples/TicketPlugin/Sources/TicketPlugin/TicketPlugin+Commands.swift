import PetrelCloud
import PetrelLedger
public import PetrelPlugin

/// What people can ask, through the API and as `petrel tickets list` and `petrel tickets close`.
extension TicketPlugin {
    public static var verbs: [PluginVerb] {
        [
            PluginVerb(
                "list", "Shows the tickets.", command: "listTickets", positional: ["state"],
                columns: ["name", "state", "opened", "subject"]),
            PluginVerb(
                "close", "Closes a ticket.", command: "closeTicket", positional: ["name"]),
        ]
    }

    public var commands: [APICommand] { [list, close] }

    private var list: APICommand {
        APICommand(
            "listTickets", "Lists the tickets, the latest first.", roles: .admin,
            parameters: [.string("state", "Only those that are Open, or Closed.")],
            response: .list(
                "ticket",
                [
                    APIField("name", .string, "What the ticket is called."),
                    APIField("state", .string, "Open or Closed."),
                    APIField("opened", .date, "When the alert was raised."),
                    APIField("subject", .string, "What the alert says."),
                ])
        ) { call in
            let tickets = try await tickets(call.string("state"))
            return .list(tickets, count: tickets.count)
        }
    }

    private var close: APICommand {
        APICommand(
            "closeTicket", "Closes a ticket.", roles: .admin,
            parameters: [.string("name", required: true, "What the ticket is called.")],
            response: .success
        ) { call in
            let name = try call.required("name")
            guard let number = Int64(name.drop { !$0.isNumber }),
                try await tickets("Open").contains(where: { $0["name"] == .string(name) })
            else { throw APIError.notFound("open ticket", name) }
            try await context.commit(rows: [
                { rows in
                    try rows.execute(
                        "UPDATE tickets_tickets SET state = 'Closed' WHERE number = ?",
                        [.integer(number)])
                }
            ])
            return .success
        }
    }

    private func tickets(_ state: String?) async throws -> [JSONValue] {
        let rows = try await context.read { reader in
            try reader.rows(
                """
                SELECT number, state, opened, subject FROM tickets_tickets
                WHERE state = coalesce(?, state) ORDER BY number DESC
                """, [state.map { .text($0) } ?? .null])
        }
        return rows.compactMap { row in
            guard case .integer(let number) = row[0], case .text(let state) = row[1],
                case .integer(let opened) = row[2], case .text(let subject) = row[3]
            else { return nil }
            return [
                "name": .string("\(prefix)-\(number)"), "state": .string(state),
                "opened": .date(Timestamp(nanoseconds: opened)), "subject": .string(subject),
            ]
        }
    }
}
