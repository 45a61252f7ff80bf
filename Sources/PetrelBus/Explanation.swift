/// Who would get an event, who would not, and why; made by ``EventBus/explain(_:)``.
public struct Explanation: Sendable, CustomStringConvertible {
    public enum Verdict: Equatable, Sendable {
        case delivered
        /// The subscription asks for another type, or for a topic and the event has none.
        case otherType
        case otherTopic(Topic, TopicPattern)
        case predicateRefused
        /// It would be refused, or push out another event, by the queue's rule.
        case queueFull(limit: Int)
        /// The subscription had ended.
        case cancelled
    }

    public let event: any Event
    /// Every subscription, and the last ones that ended.
    public let verdicts: [(subscription: SubscriptionInfo, verdict: Verdict)]

    /// Those who would get it.
    public var receivers: [SubscriptionInfo] {
        verdicts.filter { $0.verdict == .delivered }.map(\.subscription)
    }

    public var description: String {
        verdicts.map { "\($0.subscription): \($0.verdict)" }.joined(separator: "\n")
    }
}

extension Explanation.Verdict: CustomStringConvertible {
    public var description: String {
        switch self {
        case .delivered: "delivered"
        case .otherType: "not delivered: asks for another type of event"
        case .otherTopic(let topic, let pattern):
            "not delivered: topic \(topic) does not match \(pattern)"
        case .predicateRefused: "not delivered: its predicate does not hold"
        case .queueFull(let limit): "queue full: \(limit) events wait already"
        case .cancelled: "not delivered: the subscription has ended"
        }
    }
}

extension EventBus {
    /// Says for each subscription whether it would get this event if it were posted now, or why not. Nothing is
    /// delivered; predicates are asked.
    public func explain(_ event: some Event) -> Explanation {
        let (records, ended) = registry.withLock { registry in
            (registry.records.values.sorted { $0.info.id < $1.info.id }, registry.ended)
        }
        let living = records.map {
            ($0.info, $0.counters.isCancelled ? .cancelled : $0.verdict(on: event))
        }
        return Explanation(event: event, verdicts: living + ended.map { ($0, .cancelled) })
    }
}
