internal import PetrelBus
internal import PetrelCloud

/// Which events a subscription asks for: any of its topics, and every one of its filters.
struct Interest: Sendable, Hashable {
    /// None stands for every topic.
    var topics: [TopicPattern] = []
    var filters: [EventFilter] = []

    func matches(_ event: CloudEvent) -> Bool {
        (topics.isEmpty || topics.contains { $0.matches(event.topic) }) && passes(event)
    }

    /// For those who looked the topics up in an index.
    func passes(_ event: CloudEvent) -> Bool { filters.allSatisfy { $0.matches(event) } }

    var patterns: [TopicPattern] { topics.isEmpty ? [.all] : topics }
}
