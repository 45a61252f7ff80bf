import PetrelBus
import PetrelCloud
import PetrelLedger
public import PetrelPlugin

/// Opens a ticket for every alert, exactly once: the ticket and the cursor are one commit.
public struct TicketPlugin: Plugin {
    public static let name = "tickets"
    public static let summary = "Opens a ticket for every alert."
    public static let defaults = """
        # What the tickets of this cloud are called: CLOUD-1, CLOUD-2 and so on.
        prefix: CLOUD
        # The least level of an alert that is worth a ticket: INFO, WARN or ERROR.
        level: WARN

        """

    let context: PluginContext
    let prefix: String
    let level: CloudEvent.Level

    public init(_ context: PluginContext) async throws {
        self.context = context
        (prefix, level) = try context.settings.read { settings in
            (
                settings.string("prefix", default: "CLOUD"),
                settings.choice("level", default: .warning)
            )
        }
        try await context.tables([
            """
            CREATE TABLE tickets_tickets (
                number INTEGER PRIMARY KEY, event TEXT NOT NULL UNIQUE, subject TEXT NOT NULL,
                opened BIGINT NOT NULL, state TEXT NOT NULL
            )
            """
        ])
    }

    public func run() async throws {
        let alerts = try await context.durable(matching: "*.AlertEvent.#", from: .oldest)
        for try await batch in alerts {
            let worth = batch.events.filter(isWorthATicket)
            try await batch.acknowledge { rows in
                for event in worth {
                    try rows.execute(
                        """
                        INSERT INTO tickets_tickets (event, subject, opened, state)
                        VALUES (?, ?, ?, 'Open')
                        """,
                        [
                            .text("\(event.id)"), .text(event.description ?? event.type.name),
                            .integer(event.time.nanoseconds),
                        ])
                }
            }
        }
    }

    private func isWorthATicket(_ event: CloudEvent) -> Bool {
        let levels = CloudEvent.Level.allCases
        return levels.firstIndex(of: event.level)! >= levels.firstIndex(of: level)!
    }
}
