internal import PetrelCloud
internal import Synchronization

/// How many events matched questions that were asked before, so that only newer ones have to be counted.
///
/// Events are never changed, so a count up to some sequence stays right, until events are hidden, shown again or dropped.
final class EventCounts: Sendable {
    /// Questions that are remembered; more than that are forgotten together.
    private static let most = 1_000

    /// A question without a page's place. Two that are equal have equal answers.
    struct Question: Sendable, Hashable {
        let filters: [Filter]
        let conditions: [Clause]
        let subtree: DomainSubtree?
        let after: Int64
        let visibilities: String
    }

    struct Count: Sendable {
        var count: Int
        /// Events up to this one are counted.
        var last: Int64
    }

    private struct State {
        var counts: [Question: Count] = [:]
        var age = 0
    }

    private let state = Mutex(State())

    /// To be asked for before events are read, and shown when their count is kept.
    var age: Int { state.withLock(\.age) }

    func count(_ question: Question) -> Count? { state.withLock { $0.counts[question] } }

    /// Keeps a count, unless something was hidden or dropped since `age`.
    func keep(_ count: Count, of question: Question, age: Int) {
        state.withLock { state in
            guard state.age == age else { return }
            if state.counts.count >= Self.most { state.counts = [:] }
            if let known = state.counts[question], known.last > count.last { return }
            state.counts[question] = count
        }
    }

    /// What was counted is no longer so. To be called before anybody is told that it is done.
    func forget() {
        state.withLock { state in
            state.counts = [:]
            state.age += 1
        }
    }
}

extension EventSearch {
    /// `nil` for patterns, which only each event can tell.
    var question: EventCounts.Question? {
        guard query.pattern == nil else { return nil }
        return EventCounts.Question(
            filters: filters, conditions: conditions, subtree: subtree, after: after,
            visibilities: query.visibilities)
    }
}
