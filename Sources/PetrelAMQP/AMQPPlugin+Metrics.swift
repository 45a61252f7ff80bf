public import PetrelPlugin
internal import Synchronization

extension AMQPPlugin {
    public var metrics: [PluginMetric] {
        [
            targets("published_total", .counter, "Messages written, repeats included.") {
                Double($0.published)
            },
            targets("confirmed_total", .counter, "Messages that the broker has and a queue took.") {
                Double($0.confirmed)
            },
            targets("unroutable_total", .counter, "Messages that no queue took.") {
                Double($0.unroutable)
            },
            targets("refused_total", .counter, "Messages that the broker refused.") {
                Double($0.refused)
            },
            targets("failures_total", .counter, "Connections that ended or were not made.") {
                Double($0.failures)
            },
            targets("unconfirmed", .gauge, "Messages that wait for confirmation.") {
                Double($0.underWay)
            },
            targets("up", .gauge, "1 while events can be delivered.") {
                $0.state == .running ? 1 : 0
            },
            targets("cursor", .gauge, "The last event up to which everything is confirmed.") {
                Double($0.cursor ?? 0)
            },
            inbound("inbound_committed_total", .counter, "Events of others in the ledger.") {
                Double($0.committed)
            },
            inbound("inbound_duplicates_total", .counter, "Messages that had come before.") {
                Double($0.duplicates)
            },
            inbound("inbound_poisoned_total", .counter, "Messages that were no events.") {
                Double($0.poisoned)
            },
            inbound("inbound_up", .gauge, "1 while the queue is read.") {
                $0.state == .running ? 1 : 0
            },
        ]
    }

    private func targets(
        _ name: String, _ kind: PluginMetric.Kind, _ summary: String,
        _ value: @escaping @Sendable (AMQPStatus) -> Double
    ) -> PluginMetric {
        PluginMetric(name, kind, summary) { [station] in
            let boards = station.state.withLock { $0.targets.values.map(\.worker.board) }
            return boards.map { .init(value($0.status), labels: ["target": $0.name]) }
        }
    }

    private func inbound(
        _ name: String, _ kind: PluginMetric.Kind, _ summary: String,
        _ value: @escaping @Sendable (AMQPStatus) -> Double
    ) -> PluginMetric {
        PluginMetric(name, kind, summary) { [station] in
            let boards = station.state.withLock { $0.inbound.values.map(\.board) }
            return boards.map { .init(value($0.status), labels: ["queue": $0.name]) }
        }
    }
}
