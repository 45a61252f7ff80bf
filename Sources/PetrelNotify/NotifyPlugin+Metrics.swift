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
            number("busy", .gauge, "Subscriptions that have something under way or waiting.") {
                Double($0.runs.count)
            },
        ]
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
