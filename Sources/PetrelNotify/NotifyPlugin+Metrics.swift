public import PetrelPlugin
internal import Synchronization

extension NotifyPlugin {
    public var metrics: [PluginMetric] {
        [
            number("delivered_total", .counter, "Events that receivers took.") {
                Double($0.tally.delivered)
            },
            number("failed_total", .counter, "Attempts that did not arrive.") {
                Double($0.tally.failed)
            },
            number("dead_total", .counter, "Events that were given up.") { Double($0.tally.dead) },
            number("withheld_total", .counter, "Events whose receiver had lost the right to them.")
            {
                Double($0.tally.withheld)
            },
            number("kept_total", .counter, "Events that were put together with others.") {
                Double($0.tally.kept)
            },
            number("subscriptions", .gauge, "How many subscriptions there are.") {
                Double($0.slot.count)
            },
            number("underway", .gauge, "Attempts under way.") { Double($0.share.taken) },
            number("paced", .gauge, "Accounts that wait because they are over a rate.") {
                Double($0.pace?.waitingCount ?? 0)
            },
            number("paced_total", .counter, "How often an account had to wait for its rate.") {
                Double($0.pace?.held ?? 0)
            },
            use("backlog_bytes", .gauge, "What waits for subscriptions, where there is a quota.") {
                Double($0.waiting)
            },
            use("backlog_exceeded_total", .counter, "How often more waited than may.") {
                Double($0.crossings)
            },
            use("backlog_rested_total", .counter, "Subscriptions disabled because too much waited.")
            {
                Double($0.resting)
            },
            number("busy", .gauge, "Subscriptions that have something under way or waiting.") {
                Double($0.runs.count)
            },
        ]
    }

    private func use(
        _ name: String, _ kind: PluginMetric.Kind, _ summary: String,
        _ value: @escaping @Sendable (QuotaUse) -> Double
    ) -> PluginMetric {
        PluginMetric(name, kind, summary) { [desk] in
            [.init(desk.courier.use.withLock { value($0) })]
        }
    }

    private func number(
        _ name: String, _ kind: PluginMetric.Kind, _ summary: String,
        _ value: @escaping @Sendable (borrowing Board) -> Double
    ) -> PluginMetric {
        PluginMetric(name, kind, summary) { [desk] in
            [.init(desk.courier.board.withLock { value($0) })]
        }
    }
}
