internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Counts events into a table of its own, in the commit that moves its cursor.
struct Tally: Plugin {
    static let name = "tally"
    static let summary = "Counts events."
    static let verbs = [PluginVerb("show", "Shows the count.", command: "getTally")]
    let context: PluginContext
    private let batch: Int

    init(_ context: PluginContext) async throws {
        self.context = context
        batch = try context.settings.read { $0.integer("batch", default: 64, in: 1...1_000) }
        try await context.tables([
            "CREATE TABLE tally_seen (sequence BIGINT NOT NULL)"
        ])
    }

    var commands: [APICommand] {
        [
            APICommand(
                "getTally", "Says how many events were counted.", roles: .admin,
                response: .object("tally", [APIField("count", .long, "How many.")])
            ) { _ in
                .object(["count": .integer(try await count())])
            }
        ]
    }

    var metrics: [PluginMetric] {
        [
            PluginMetric("batch_limit", .gauge, "The most events in one commit.") {
                [.init(Double(batch))]
            }
        ]
    }

    func run() async throws {
        for try await batch in try await context.durable(from: .oldest, limit: batch) {
            try await batch.acknowledge { rows in
                for event in batch.events {
                    try rows.execute(
                        "INSERT INTO tally_seen VALUES (?)", [.integer(event.sequence ?? 0)])
                }
            }
        }
    }

    func count() async throws -> Int64 {
        let rows = try await context.read {
            try $0.rows("SELECT COUNT(*) FROM tally_seen", [])
        }
        guard case .integer(let count) = rows.first?.first else { return 0 }
        return count
    }
}
