internal import PetrelBus

/// What the bus delivers, by the names of its subscriptions. Those of one name count as one, and the
/// names that come after the first hundred as `other`.
struct BusMetrics {
    private static let mostNames = 100

    fileprivate struct Row {
        var delivered = 0
        var failed = 0
        var dropped = 0
        var depth = 0
        var limit = 0
    }

    private let posted: Int
    private let rows: [(name: String, row: Row)]

    init(_ topology: Topology) {
        posted = topology.eventTypes.reduce(0) { $0 + $1.posted }
        var rows: [String: Row] = [:]
        for subscription in topology.subscriptions {
            let name = subscription.info.name
            let isKnown = rows[name] != nil || rows.count < Self.mostNames
            rows[isKnown ? name : "other", default: Row()].add(subscription)
        }
        self.rows = rows.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    func write(to text: inout PrometheusText) {
        text.single(
            "petrel_bus_events_posted_total", .counter, "Events posted on the bus.", posted)
        write("delivered_total", .counter, "Events that reached a subscription.", to: &text) {
            $0.delivered
        }
        write("failed_total", .counter, "Calls of handlers that threw.", to: &text) { $0.failed }
        write("dropped_total", .counter, "Events that full queues let go.", to: &text) {
            $0.dropped
        }
        write("queue_depth", .gauge, "Events waiting in a queue.", to: &text) { $0.depth }
        write("queue_limit", .gauge, "Events that a queue holds.", to: &text) { $0.limit }
    }

    private func write(
        _ name: String, _ kind: PrometheusText.Kind, _ help: String,
        to text: inout PrometheusText, value: (Row) -> Int
    ) {
        text.family("petrel_bus_\(name)", kind, help)
        for (subscription, row) in rows {
            text.sample("petrel_bus_\(name)", ["subscription": subscription], value(row))
        }
    }
}

extension BusMetrics.Row {
    fileprivate mutating func add(_ subscription: Topology.Subscriber) {
        delivered += subscription.delivered
        failed += subscription.failed
        dropped += subscription.dropped
        depth += subscription.queue?.depth ?? 0
        limit += subscription.queue?.limit ?? 0
    }
}
